// The search. Loaded when it is first opened. One row for each section of each page; a page answers once,
// with its best section.
(() => {
  "use strict";
  const { words, documents } = window.handbookSearch;
  const say = (key, values = {}) =>
    words[`search.${key}`].replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const engine = new window.MiniSearch({
    fields: ["page", "title", "text"],
    idField: "url",
    searchOptions: {
      boost: { page: 6, title: 3 },
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

  /** The best section of each page, best page first. All words if any page has them all, else any word. */
  const find = (query) => {
    let hits = engine.search(query, { combineWith: "AND" });
    if (!hits.length) hits = engine.search(query, { combineWith: "OR" });
    const pages = new Map();
    for (const hit of hits) {
      const page = hit.id.split("#")[0];
      if (!pages.has(page)) pages.set(page, hit.id);
    }
    return [...pages.values()].slice(0, 20);
  };

  /** The beginning of a text, cut at a word. */
  const teaser = (text) => (text.length <= 150 ? text : text.slice(0, text.lastIndexOf(" ", 150)) + " …");

  const item = (url, root) => {
    const row = rows.get(url);
    const link = document.createElement("a");
    link.href = new URL(url, root).href;
    const title = document.createElement("strong");
    title.textContent = row.title ? `${row.page}: ${row.title}` : row.page;
    const text = document.createElement("span");
    text.textContent = teaser(row.text || firstText.get(url.split("#")[0]));
    link.append(title, text);
    const li = document.createElement("li");
    li.append(link);
    return li;
  };

  window.handbookSearchStart = (dialog, root) => {
    const input = dialog.querySelector("input");
    input.focus();
    if (dialog.dataset.started) return;
    dialog.dataset.started = "true";
    const list = dialog.querySelector("ul");
    const status = dialog.querySelector("[role=status]");
    const show = () => {
      const query = input.value.trim();
      const found = query ? find(query) : [];
      list.replaceChildren(...found.map((url) => item(url, root)));
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
