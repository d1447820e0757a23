// What every page does: warns when a review is due by the reader's own clock, and opens the search.
(() => {
  "use strict";
  const root = new URL("..", document.currentScript.src);

  /** Shows each warning whose day has passed. */
  const warnOverdue = () => {
    for (const note of document.querySelectorAll("[data-review-due]")) {
      note.hidden = Date.now() < Date.parse(note.dataset.reviewDue);
    }
  };

  /** Adds a script of ours once. Resolves when it has run. */
  const scripts = new Map();
  const load = (address) => {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(address, root).href;
        script.onload = resolve;
        script.onerror = () => { scripts.delete(address); reject(new Error(address)); };
        document.head.append(script);
      }));
    }
    return scripts.get(address);
  };

  const openSearch = async () => {
    const dialog = document.getElementById("search");
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").select();
    const { data, engine } = dialog.dataset;
    try {
      await load(data);
      await load(engine);
      window.handbookSearchStart(dialog, root);
    } catch {
      dialog.querySelector("[role=status]").textContent = dialog.dataset.failed;
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-search-open]")) openSearch();
    if (event.target.closest("[data-search-close]")) document.getElementById("search").close();
    if (event.target.id === "search") event.target.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      openSearch();
    }
  });

  warnOverdue();
  // With instant navigation the page changes without a load: the theme tells us when.
  if (window.document$) window.document$.subscribe(warnOverdue);
})();
