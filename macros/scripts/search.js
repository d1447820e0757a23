// The search. Loaded when it is first opened. One row for each section of each page; a page answers once,
// with its best section.
(() => {
  "use strict";
  const { words, documents } = window.handbookSearch;
  const say = (key, values = {}) =>
    words[`search.${key}`].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const engine = new window.MiniSearch({
    fields: ["page", "title", "also", "text"],
    idField: "url",
    searchOptions: {
      boost: { page: 3, also: 3, title: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      weights: { prefix: 0.4, fuzzy: 0.2 },
    },
  });
  engine.addAll(documents);
  const rows = new Map(documents.map((row) => [row.url, row]));
  const firstText = new Map();
  for (const row of documents) {
    const page = row.url.split("#")[0];
    if (!firstText.has(page)) firstText.set(page, row.text);
  }

  const terms = (text) =>
    window.MiniSearch.getDefault("tokenize")(text).map((term) => term.toLowerCase()).filter(Boolean);

  // In how many rows a term stands. One that stands in half of them ("of", or what the handbook is
  // about) tells pages apart only by chance, so it counts only where there is no other.
  const spread = new Map();
  for (const row of documents) {
    for (const term of new Set(terms(`${row.page} ${row.title} ${row.text}`))) {
      spread.set(term, (spread.get(term) ?? 0) + 1);
    }
  }
  const telling = (query) => {
    const all = terms(query);
    const rare = all.filter((term) => (spread.get(term) ?? 0) < 0.45 * documents.length);
    return (rare.length ? rare : all).join(" ");
  };

  /**
   * The best section of each page, best page first. All words if any page has them all, else any word.
   * What needs help now must not stand below what can wait, so the page `urgent` is lifted.
   */
  const find = (query, urgent) => {
    const text = telling(query);
    const boostDocument = (url) => (url.split("#")[0] === urgent ? 6 : 1);
    let hits = engine.search(text, { combineWith: "AND", boostDocument });
    if (!hits.length) hits = engine.search(text, { combineWith: "OR", boostDocument });
    const pages = new Map();
    for (const hit of hits) {
      const page = hit.id.split("#")[0];
      if (!pages.has(page)) pages.set(page, hit);
    }
    return [...pages.values()].slice(0, 20);
  };

  /** The words around the first that was found: from its sentence's start, cut at a word. */
  const teaser = (text, found) => {
    const lower = text.toLowerCase();
    const places = found.map((term) => lower.indexOf(term)).filter((place) => place >= 0);
    const place = places.length ? Math.min(...places) : 0;
    const sentence = Math.max(...[". ", "? ", "! ", ": "].map((end) => text.lastIndexOf(end, place)));
    const start = place < 100 || sentence < 0 ? 0 : Math.max(sentence + 2, text.indexOf(" ", place - 100) + 1);
    const rest = text.slice(start);
    const cut = rest.length <= 160 ? rest : `${rest.slice(0, rest.lastIndexOf(" ", 160))} …`;
    // A tag between words leaves a space in the data; before a stop it is one too many.
    return (start ? `… ${cut}` : cut).replace(/ ([.,;:!?)\]])/g, "$1");
  };

  const item = (hit, root) => {
    const row = rows.get(hit.id);
    const link = document.createElement("a");
    link.href = new URL(hit.id, root).href;
    const title = document.createElement("strong");
    title.textContent = row.title ? `${row.page}: ${row.title}` : row.page;
    const text = document.createElement("span");
    text.textContent = teaser(row.text || firstText.get(hit.id.split("#")[0]), hit.terms);
    link.append(title, text);
    const li = document.createElement("li");
    li.append(link);
    return li;
  };

  window.handbookSearchStart = (dialog, root) => {
    if (dialog.dataset.started) return;
    dialog.dataset.started = "true";
    const input = dialog.querySelector("input");
    const list = dialog.querySelector("ul");
    const status = dialog.querySelector("[role=status]");
    const show = () => {
      const query = input.value.trim();
      const found = query ? find(query, dialog.dataset.urgent) : [];
      list.replaceChildren(...found.map((hit) => item(hit, root)));
      list.scrollTop = 0;
      if (!query) status.textContent = say("hint");
      else if (!found.length) status.textContent = say("none", { query });
      else status.textContent = found.length === 1 ? say("one") : say("many", { count: found.length });
    };
    input.addEventListener("input", show);
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      list.querySelector("a")?.click();
    });
    list.addEventListener("click", (event) => {
      if (event.target.closest("a")) dialog.close();
    });
    show();
  };
})();
