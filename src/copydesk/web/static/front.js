(() => {
  "use strict";
  const box = document.getElementById("find");
  if (!box) return;
  const stories = [...document.querySelectorAll(".teaser")];
  const words = stories.map((story) => story.textContent.toLocaleLowerCase());
  const found = document.getElementById("found");
  box.closest(".find").hidden = false;
  box.addEventListener("input", () => {
    const sought = box.value.trim().toLocaleLowerCase();
    let left = 0;
    stories.forEach((story, index) => {
      story.hidden = !words[index].includes(sought);
      if (!story.hidden) left += 1;
    });
    found.textContent = sought ? `${left} of ${stories.length}` : "";
  });
})();
