(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const dialog = byId("beside");
  if (!dialog || !dialog.showModal) return;
  const KINDS = ["copy", "quotation", "furniture"];
  const TOLD = { copy: "copied", quotation: "quoted by both", furniture: "page furniture" };
  const TAGS = { copy: "", quotation: " quoted", furniture: " furniture" };
  const GROUPS = [
    ["Shares copied text", (found) => found.some((one) => one.kind === "copy")],
    ["Shares quotations or page furniture only", (found) => found.length],
    ["Shares no passage", () => true],
  ];
  const MOST_CELLS = 1e6;
  const EVIDENCE = ".z-headline, .z-standfirst, .z-body";
  const WORD =
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:\p{L}\.){2,}|[\p{L}\p{M}\p{N}_]+(?:[’'\-‐‑][\p{L}\p{M}\p{N}_]+)*/gu;
  const reports = [...document.querySelectorAll("details.report")];
  const name = (report) => reports[report].querySelector("summary .name").textContent;
  const published = (report) => reports[report].querySelector("summary .published").textContent;
  const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const counted = (number, word, words) => `${number.toLocaleString("en")} ${number === 1 ? word : words || `${word}s`}`;

  // What two reports share, as beside_view.py writes it: their numbers, then five numbers a passage.
  const pairs = new Map(JSON.parse(byId("shared").textContent).map((row) => [`${row[0]}-${row[1]}`, row]));

  const between = (one, other) => {
    const row = pairs.get(`${Math.min(one, other)}-${Math.max(one, other)}`) || [];
    const found = [];
    let [left, right] = [0, 0];
    for (let at = 2; at < row.length; at += 5) {
      const starts = [left + row[at + 1], right + row[at + 3]];
      left = starts[0] + row[at + 2];
      right = starts[1] + row[at + 2] + row[at + 4];
      found.push({ kind: KINDS[row[at]], sides: [[starts[0], left], [starts[1], right]] });
    }
    return found;
  };

  // What two reports share, in order of the left one.
  const shared = (left, right) => {
    if (left < right) return between(left, right);
    const turned = between(left, right).map((one) => ({ ...one, sides: [...one.sides].reverse() }));
    return turned.sort((one, other) => one.sides[0][0] - other.sides[0][0]);
  };

  const weight = (found) =>
    found.reduce((sum, { kind, sides: [[start, end]] }) => sum + (end - start) * (kind === "copy" ? 1000 : 1), 0);

  // The two reports, or the one report and another, that share most.
  const closest = (wanted) => {
    const report = wanted === "" ? undefined : Number(wanted);
    let best = wanted === "" ? [0, 1] : [report, report ? 0 : 1];
    let most = 0;
    for (const [one, other] of pairs.values()) {
      const pair = [one, other];
      if (report !== undefined && !pair.includes(report)) continue;
      const heavy = weight(between(one, other));
      if (heavy <= most) continue;
      most = heavy;
      best = pair[1] === report ? pair.reverse() : pair;
    }
    return best;
  };

  // Offsets count code points, strings of JavaScript UTF-16 units.
  const length = (text) => text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g) || []).length;
  const units = (text, from, points) => {
    let unit = from;
    for (let left = points; left && unit < text.length; left -= 1) unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
    return unit;
  };

  // One column: a copy of a report's text, in segments that can be cut anywhere.
  class Column {
    constructor(side) {
      this.select = byId(`beside-${side}`);
      this.box = byId(`beside-${side}-text`);
      this.title = byId(`beside-${side}-title`);
    }

    fill(report) {
      this.report = report;
      const copy = reports[report].querySelector(".text").cloneNode(true);
      for (const node of copy.querySelectorAll("[id]")) node.removeAttribute("id");
      for (const node of copy.querySelectorAll(".cited")) node.classList.remove("cited");
      this.segments = [...copy.querySelectorAll("[data-s]")].map((node) => ({ at: Number(node.dataset.s), node }));
      this.box.replaceChildren(copy);
      this.box.scrollTop = 0;
      this.box.setAttribute("aria-label", `Text of ${name(report)}`);
      this.title.textContent = reports[report].querySelector("summary .title").textContent;
    }

    cut(edges) {
      const wanted = [...new Set(edges)].sort((one, other) => one - other);
      const cut = [];
      let next = 0;
      for (const segment of this.segments) {
        while (next < wanted.length && wanted[next] <= segment.at) next += 1;
        if (next === wanted.length) {
          cut.push(segment);
          continue;
        }
        const text = segment.node.textContent;
        const end = segment.at + length(text);
        let { at, node } = segment;
        let unit = 0;
        for (; wanted[next] < end; next += 1) {
          const stop = units(text, unit, wanted[next] - at);
          const rest = node.cloneNode(false);
          node.textContent = text.slice(unit, stop);
          node.after(rest);
          cut.push({ at, node });
          [at, node, unit] = [wanted[next], rest, stop];
        }
        if (unit) node.textContent = text.slice(unit);
        cut.push({ at, node });
      }
      this.segments = cut;
    }

    nodes([start, end]) {
      return this.segments.filter(({ at }) => at >= start && at < end).map(({ node }) => node);
    }

    // The part of headline, standfirst and body that passages of this kind cover, white space not counted.
    share(kind) {
      let [all, covered] = [0, 0];
      for (const { node } of this.segments) {
        if (!node.closest(EVIDENCE)) continue;
        const size = length(node.textContent.replace(/\s/g, ""));
        all += size;
        if (node.classList.contains(`s-${kind}`)) covered += size;
      }
      return all ? covered / all : 0;
    }

    mark(passages, side) {
      this.cut(passages.flatMap((one) => one.sides[side]));
      this.tags = passages.map((one, index) => {
        const nodes = this.nodes(one.sides[side]);
        for (const node of nodes) {
          node.classList.add("shared", `s-${one.kind}`);
          node.dataset.p = [...(node.dataset.p || "").split(" ").filter(Boolean), index].join(" ");
        }
        return nodes.length ? this.tag(one, index, side, nodes[0]) : null;
      });
    }

    // The button before a passage: its number, the same in both columns.
    tag(passage, index, side, first) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `tag s-${passage.kind}`;
      button.dir = "ltr";
      button.lang = "en";
      button.textContent = `${index + 1}${TAGS[passage.kind]}`;
      const other = name(columns[1 - side].report);
      button.setAttribute("aria-label", `Passage ${index + 1}, ${TOLD[passage.kind]}: go to it in ${other}`);
      button.dataset.p = index;
      first.before(button);
      return button;
    }
  }

  const columns = [new Column("left"), new Column("right")];
  let passages = [];
  let here = -1;

  const words = (text) =>
    [...text.matchAll(WORD)].map((match) => ({
      key: match[0].toLowerCase().replace(/’/g, "'").replace(/[‐‑]/g, "-").replace(/\./g, ""),
      start: match.index,
      end: match.index + match[0].length,
    }));

  // Which words of either text have a counterpart in the other; null where there are too many to tell.
  const agreeing = (left, right) => {
    const same = (one, other) => one && other && one.key === other.key;
    const least = Math.min(left.length, right.length);
    let [head, tail] = [0, 0];
    while (head < least && same(left[head], right[head])) head += 1;
    while (tail < least - head && same(left[left.length - 1 - tail], right[right.length - 1 - tail])) tail += 1;
    const inner = common(left.slice(head, left.length - tail), right.slice(head, right.length - tail));
    const ends = [new Array(head).fill(true), new Array(tail).fill(true)];
    return inner && inner.map((kept) => [...ends[0], ...kept, ...ends[1]]);
  };

  // The same by a longest common subsequence.
  const common = (left, right) => {
    const [rows, across] = [left.length, right.length];
    const kept = [new Array(rows).fill(false), new Array(across).fill(false)];
    if (rows * across > MOST_CELLS) return null;
    const table = new Uint16Array((rows + 1) * (across + 1));
    const at = (row, column) => row * (across + 1) + column;
    for (let row = rows - 1; row >= 0; row -= 1) {
      for (let column = across - 1; column >= 0; column -= 1) {
        table[at(row, column)] =
          left[row].key === right[column].key
            ? table[at(row + 1, column + 1)] + 1
            : Math.max(table[at(row + 1, column)], table[at(row, column + 1)]);
      }
    }
    for (let row = 0, column = 0; row < rows && column < across; ) {
      if (left[row].key === right[column].key) kept[0][row++] = kept[1][column++] = true;
      else if (table[at(row + 1, column)] >= table[at(row, column + 1)]) row += 1;
      else column += 1;
    }
    return kept;
  };

  // Of one side: stretches of its own words, and places before which words of the other are left out.
  const differences = (found, kept, others, keptOthers, end) => {
    const own = [];
    const gaps = [];
    for (let index = 0, other = 0; index <= found.length; index += 1, other += 1) {
      const first = index;
      while (index < found.length && !kept[index]) index += 1;
      const missing = other;
      while (other < others.length && !keptOthers[other]) other += 1;
      if (index > first) own.push([found[first].start, found[index - 1].end]);
      else if (other > missing) gaps.push(index < found.length ? found[index].start : end);
    }
    return { own, gaps };
  };

  // Marks what differs inside a passage, and says it in words.
  const compare = (passage) => {
    const texts = columns.map((column, side) => column.nodes(passage.sides[side]).map((node) => node.textContent).join(""));
    const found = texts.map(words);
    const kept = agreeing(...found);
    if (!kept) return "too long to compare word by word";
    let changed = 0;
    columns.forEach((column, side) => {
      const start = passage.sides[side][0];
      const place = (unit) => start + length(texts[side].slice(0, unit));
      const { own, gaps } = differences(found[side], kept[side], found[1 - side], kept[1 - side], texts[side].length);
      const stretches = own.map((ends) => ends.map(place));
      column.cut([...stretches.flat(), ...gaps.map(place)]);
      for (const stretch of stretches) for (const node of column.nodes(stretch)) node.classList.add("own");
      for (const at of gaps.map(place)) {
        const gap = document.createElement("span");
        gap.className = "gap";
        gap.setAttribute("role", "img");
        gap.setAttribute("aria-label", "words left out");
        const next = column.segments.find((segment) => segment.at === at && at < passage.sides[side][1]);
        if (next) next.node.before(gap);
        else column.nodes(passage.sides[side]).pop()?.after(gap);
      }
      changed = Math.max(changed, kept[side].filter((same) => !same).length);
    });
    return changed ? `${counted(changed, "word differs", "words differ")}` : "word for word the same";
  };

  const clear = () => {
    for (const node of dialog.querySelectorAll(".beside-text .gap")) node.remove();
    for (const node of dialog.querySelectorAll(".beside-text .now")) node.classList.remove("now");
    for (const node of dialog.querySelectorAll(".beside-text .own")) node.classList.remove("own");
  };

  // Scrolls a column so that the passage begins at this height of it.
  const bring = (column, index, height) => {
    const tag = column.tags[index];
    if (!tag) return;
    for (let node = tag; node !== column.box; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
    const top = tag.getBoundingClientRect().top - column.box.getBoundingClientRect().top;
    column.box.scrollTo({ top: column.box.scrollTop + top - height, behavior: calm() });
  };

  const steps = (told) => {
    byId("beside-back").disabled = here <= 0;
    byId("beside-next").disabled = here >= passages.length - 1;
    byId("beside-foot").hidden = !passages.length;
    byId("beside-count").textContent = here < 0 ? "" : `${here + 1} of ${passages.length}: ${told}`;
  };

  // Shows a passage in both columns; ``from``: the side that the reader is on and that stays where it is.
  const go = (index, from) => {
    clear();
    here = index;
    const passage = passages[index];
    columns.forEach((column, side) => {
      for (const node of column.nodes(passage.sides[side])) node.classList.add("now");
      if (column.tags[index]) column.tags[index].classList.add("now");
    });
    const told = compare(passage);
    columns.forEach((column, side) => {
      if (side === from) return;
      const there = from === undefined ? null : columns[from];
      const tag = there && there.tags[index];
      const height = tag && tag.getBoundingClientRect().top - there.box.getBoundingClientRect().top;
      const tall = column.box.clientHeight;
      bring(column, index, tag ? Math.min(Math.max(height, 12), tall * 0.7) : tall < 320 ? 8 : tall / 5);
    });
    steps(`${TOLD[passage.kind]}, ${told}`);
  };

  // As the table rounds: to four places, then halves to the even number.
  const percent = (share) => {
    const points = Math.round(1e4 * share) / 100;
    const down = Math.floor(points);
    if (share > 0 && points <= 0.5) return "under 1%";
    return `${points - down === 0.5 ? down + (down % 2) : Math.round(points)}%`;
  };

  // Writes words into an element; numbers stand for reports and are printed as their names.
  const say = (element, parts) => {
    element.replaceChildren(
      ...parts.map((part) => {
        if (typeof part === "string") return part;
        const bdi = document.createElement("bdi");
        bdi.textContent = part.name || name(part.report);
        return bdi;
      }),
    );
    element.hidden = !parts.length;
  };

  const listed = (found) => {
    const numbers = KINDS.map((kind) => found.filter((one) => one.kind === kind).length);
    const told = [
      numbers[0] && counted(numbers[0], "copied passage"),
      numbers[1] && counted(numbers[1], "quotation"),
      numbers[2] && counted(numbers[2], "stretch of page furniture", "stretches of page furniture"),
    ].filter(Boolean);
    return told.length > 1 ? `${told.slice(0, -1).join(", ")} and ${told[told.length - 1]}` : told.join("");
  };

  // How much the two share: the share is of headline, standfirst and body.
  const amount = ([left, right]) => {
    if (!passages.length) return ["These two share no passage."];
    const copied = passages.some((one) => one.kind === "copy");
    const kind = copied ? "copy" : "quotation";
    const [here, there] = columns.map((column) => percent(column.share(kind)));
    const parts = [`${here} of the text of `, { report: left }, ` and ${there} of that of `, { report: right }];
    if (copied) return [`They share ${listed(passages)}. Copied: `, ...parts, "."];
    const close = passages.some((one) => one.kind === kind) ? [": ", ...parts, "."] : ["."];
    return [`These two share nothing but ${listed(passages)}, which is not copying`, ...close];
  };

  // The rows that lead from a report to one that it took text from through others, null without any.
  const way = (rows, taker, source) => {
    const seen = new Set([taker]);
    const waiting = [[taker, []]];
    for (const [here, steps] of waiting) {
      for (const row of rows) {
        if (row.taker !== here || !row.directed || row.latent || seen.has(row.source)) continue;
        if (row.source === source) return [...steps, row];
        seen.add(row.source);
        waiting.push([Number(row.source), [...steps, row]]);
      }
    }
    return null;
  };

  // Who took from whom, out of the table of taken text.
  const taken = (pair) => {
    const rows = [...document.querySelectorAll("tr[data-taker]")].map((row) => ({
      taker: Number(row.dataset.taker),
      source: row.dataset.source,
      directed: row.dataset.directed !== undefined,
      latent: row.dataset.latent !== undefined,
      name: row.querySelector("td .cite").textContent,
      known: row.querySelector(".known").textContent.trim(),
    }));
    const of = (report) => rows.filter((row) => row.taker === report);
    for (const [taker, source] of [pair, [...pair].reverse()]) {
      const row = of(taker).find((one) => one.source === String(source));
      if (!row) continue;
      if (!row.directed) return ["One took from the other, but ", row.known, "."];
      return [{ report: taker }, " took text from ", { report: source }, `: ${row.known}.`];
    }
    for (const row of of(pair[0])) {
      const other = of(pair[1]).find((one) => one.source === row.source);
      if (!other) continue;
      const where = row.latent ? ", which is not among the reports" : "";
      const why = [{ report: pair[0] }, `: ${row.known}. `, { report: pair[1] }, `: ${other.known}.`];
      return ["Both took text from ", { name: row.name }, `${where}. `, ...why];
    }
    for (const [taker, source] of [pair, [...pair].reverse()]) {
      const steps = way(rows, taker, String(source));
      if (!steps) continue;
      const told = steps.flatMap((row, index) => [index ? ", which took text from " : " took text from ", { name: row.name }]);
      return [{ report: taker }, ...told, "."];
    }
    if (!passages.length) return ["No copied sentence, no quotation of the same words and no common page furniture was found."];
    if (!passages.some((one) => one.kind === "copy")) return [];
    const told = pair.flatMap((report) => {
      const sources = of(report).flatMap((row, index) => [index ? " and " : "", { name: row.name }]);
      return sources.length ? [{ report }, " took text from ", ...sources, ". "] : [];
    });
    return told.length ? ["Not found to be taken from one another directly: ", ...told] : [];
  };

  const choices = (column, other) => {
    const groups = GROUPS.map(([label]) => {
      const group = document.createElement("optgroup");
      group.label = label;
      return group;
    });
    reports.forEach((_, report) => {
      const option = document.createElement("option");
      const found = between(report, other);
      option.value = report;
      option.textContent = `${name(report)} · ${published(report)}`;
      option.disabled = report === other;
      option.selected = report === column.report;
      groups[GROUPS.findIndex(([, holds]) => holds(found))].append(option);
    });
    column.select.replaceChildren(...groups.filter((group) => group.children.length));
  };

  const parse = (hash) => {
    const found = /^#p-(\d+)-(\d+)$/.exec(hash);
    const pair = found && found.slice(1).map(Number);
    return pair && pair[0] !== pair[1] && pair.every((report) => report < reports.length) ? pair : null;
  };

  const show = (pair) => {
    passages = shared(...pair);
    here = -1;
    columns.forEach((column, side) => column.fill(pair[side]));
    columns.forEach((column, side) => {
      choices(column, pair[1 - side]);
      column.mark(passages, side);
    });
    say(byId("beside-shared"), amount(pair));
    say(byId("beside-taken"), taken(pair));
    byId("beside-keys").hidden = !passages.length;
    if (!dialog.open) {
      byId("beside-told").open = matchMedia("(min-width: 44rem) and (min-height: 40rem)").matches;
      dialog.showModal();
    }
    steps("");
    const first = passages.findIndex((one) => one.kind === "copy");
    if (passages.length) go(Math.max(first, 0));
  };

  const hide = () => {
    if (!dialog.open) return;
    dialog.close();
    for (const column of columns) column.box.replaceChildren();
  };

  const remember = (hash, replace) => {
    try {
      if (replace) history.replaceState(history.state, "", hash);
      else history.pushState({ beside: hash }, "", hash);
    } catch {
      // Some browsers keep no history for pages from disk; everything but "back" works.
    }
  };

  const open = (pair) => {
    const fresh = !dialog.open;
    show(pair);
    remember(`#p-${pair.join("-")}`, !fresh);
  };

  const close = () => {
    if (history.state && history.state.beside) history.back();
    else if (parse(location.hash)) history.replaceState(null, "", location.pathname + location.search);
    hide();
  };

  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a[href^='#p-'], [data-beside]");
    const pair = link && (link.dataset.beside === undefined ? parse(link.getAttribute("href")) : closest(link.dataset.beside));
    if (!pair) return;
    event.preventDefault();
    open(pair);
  });

  columns.forEach((column, side) => {
    column.select.addEventListener("change", () => {
      const pair = columns.map((one) => Number(one.select.value));
      open(pair);
    });
    column.box.addEventListener("click", (event) => {
      const found = event.target.closest("[data-p]");
      if (!found || String(getSelection())) return;
      const among = found.dataset.p.split(" ").map(Number);
      const size = (index) => passages[index].sides[side][1] - passages[index].sides[side][0];
      go(among.reduce((one, other) => (size(other) < size(one) ? other : one)), side);
      if (found.tagName === "BUTTON") columns[1 - side].tags[here]?.focus({ preventScroll: true });
    });
  });

  const step = (by) => {
    if (here + by >= 0 && here + by < passages.length) go(here + by);
  };

  // On the document: a jump to an anchor may take the focus out of the dialog.
  document.addEventListener("keydown", (event) => {
    if (!dialog.open) return;
    event.stopImmediatePropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    if (event.target.tagName === "SELECT" || event.altKey || event.metaKey || event.ctrlKey) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  }, true);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  byId("beside-close").addEventListener("click", close);
  byId("beside-back").addEventListener("click", () => step(-1));
  byId("beside-next").addEventListener("click", () => step(1));

  const follow = () => {
    const pair = parse(location.hash);
    if (pair) show(pair);
    else hide();
  };
  addEventListener("popstate", follow);
  follow();

  // The browser jumps to the anchor of that address after the dialog is open.
  const refocus = () => {
    if (dialog.open && !dialog.contains(document.activeElement)) byId("beside-name").focus({ preventScroll: true });
  };
  addEventListener("hashchange", refocus);
  addEventListener("load", () => requestAnimationFrame(refocus));
})();
