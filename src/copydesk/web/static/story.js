(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const panel = byId("source");
  const text = byId("source-text");
  let opener = null;
  let group = [];
  document.documentElement.classList.add("js");

  const parse = (hash) => {
    const found = /^#c-(\d+)-(\d+)-(\d+)$/.exec(hash);
    return found && { report: Number(found[1]), start: Number(found[2]), end: Number(found[3]) };
  };

  // A report's text is cut at both ends of everything cited, so whole segments are marked.
  const mark = (within, cited) => {
    let first = null;
    for (const segment of within.querySelectorAll("[data-s]")) {
      const at = Number(segment.dataset.s);
      const inside = at >= cited.start && at < cited.end;
      segment.classList.toggle("cited", inside);
      if (inside && !first) first = segment;
    }
    return first;
  };

  const unfold = (node) => {
    for (let here = node; here; here = here.parentElement) if (here.tagName === "DETAILS") here.open = true;
  };

  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

  const fill = (cited, report) => {
    byId("source-name").textContent = report.querySelector("summary .name").textContent;
    byId("source-when").textContent = [".title", ".published"]
      .map((part) => report.querySelector(`summary ${part}`).textContent)
      .filter(Boolean)
      .join(" · ");
    const copy = report.querySelector(".text").cloneNode(true);
    for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
    text.replaceChildren(copy);
    const first = mark(copy, cited);
    if (!first) return;
    unfold(first);
    first.setAttribute("tabindex", "-1");
    text.scrollTop = first.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 4;
  };

  const steps = () => {
    const at = group.indexOf(opener);
    byId("source-steps").hidden = group.length < 2;
    byId("source-count").textContent = `${at + 1} of ${group.length}`;
    byId("source-back").disabled = at <= 0;
    byId("source-next").disabled = at >= group.length - 1;
  };

  const show = (hash) => {
    const cited = parse(hash);
    const report = cited && byId(`r-${cited.report}`);
    if (!report) return false;
    panel.hidden = false;
    document.body.classList.add("reading");
    fill(cited, report);
    steps();
    byId("source-jump").href = hash;
    document.querySelectorAll("a.cite[aria-current]").forEach((link) => link.removeAttribute("aria-current"));
    if (opener) opener.setAttribute("aria-current", "true");
    return true;
  };

  const hide = () => {
    if (panel.hidden) return;
    const had = panel.contains(document.activeElement);
    panel.hidden = true;
    document.body.classList.remove("reading");
    text.replaceChildren();
    if (!opener) return;
    opener.removeAttribute("aria-current");
    if (had) opener.focus({ preventScroll: true });
    opener = null;
  };

  const remember = (hash, replace) => {
    try {
      history[replace ? "replaceState" : "pushState"]({ source: hash }, "", hash);
    } catch {
      // Some browsers keep no history for pages from disk; everything but "back" works.
    }
  };

  const open = (link) => {
    const fresh = panel.hidden;
    opener = link;
    const finding = link.closest(".utterance, .disagreement, .claims tr") || link.closest(".cites") || link.parentElement;
    group = [...finding.querySelectorAll("a.cite[href^='#c-']")];
    if (!show(link.hash)) return false;
    remember(link.hash, !fresh);
    if (fresh) byId("source-name").focus({ preventScroll: true });
    return true;
  };

  const close = () => {
    if (history.state && history.state.source) history.back();
    hide();
  };

  const jump = (hash) => {
    const cited = parse(hash);
    const report = byId(`r-${cited.report}`);
    opener = null;
    hide();
    remember(hash, true);
    history.replaceState(null, "");
    unfold(report);
    const first = mark(report.querySelector(".text"), cited);
    if (!first) return;
    unfold(first);
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center", behavior: calm() });
  };

  const step = (by) => {
    const next = group[group.indexOf(opener) + by];
    if (!next) return;
    unfold(next);
    opener = next;
    if (show(next.hash)) remember(next.hash, true);
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const hash = link.getAttribute("href");
    if (link.id === "source-jump") {
      event.preventDefault();
      jump(hash);
    } else if (parse(hash) && link.classList.contains("cite")) {
      if (open(link)) event.preventDefault();
    } else if (/^#[rt]-/.test(hash)) {
      unfold(byId(hash.slice(1)));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      close();
    }
  });

  byId("source-close").addEventListener("click", close);
  byId("source-back").addEventListener("click", () => step(-1));
  byId("source-next").addEventListener("click", () => step(1));

  addEventListener("popstate", (event) => {
    if (!(event.state && event.state.source && show(event.state.source))) hide();
  });

  for (const box of document.querySelectorAll("[data-on], [data-off]")) {
    const { on, off } = box.dataset;
    const apply = () => document.body.classList.toggle(on || off, on ? box.checked : !box.checked);
    box.addEventListener("change", apply);
    apply();
  }

  const all = byId("open-all");
  if (all) {
    all.addEventListener("click", () => {
      const reports = [...document.querySelectorAll("details.report")];
      const opening = reports.some((report) => !report.open);
      for (const report of reports) report.open = opening;
      all.textContent = opening ? "Close all" : "Open all";
    });
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    closed = [];
  });

  if (parse(location.hash)) show(location.hash);
})();
