// What every page does: warns when a review is due by the reader's own clock, opens the search,
// and changes pages in place.
(() => {
  "use strict";
  const root = new URL("..", document.currentScript.src);
  const FRAME = ".hb-frame";
  const PARTS = "head>script[src],link[rel=stylesheet],#hb-search";

  /** Shows each warning whose day has passed. */
  const warnOverdue = () => {
    for (const note of document.querySelectorAll("[data-review-due]")) {
      note.hidden = Date.now() < Date.parse(note.dataset.reviewDue);
    }
  };

  // --- the search

  /** Adds a script of ours once. Resolves when it has run. */
  const scripts = new Map();
  const load = (address) => {
    if (!scripts.has(address)) {
      scripts.set(address, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = new URL(address, root).href;
        script.onload = resolve;
        script.onerror = () => { scripts.delete(address); reject(new Error(address)); };
        document.body.append(script);
      }));
    }
    return scripts.get(address);
  };

  const search = document.getElementById("hb-search");
  const openSearch = async () => {
    if (!search.open) search.showModal();
    search.querySelector("input").select();
    const { data, engine } = search.dataset;
    try {
      await load(data);
      await load(engine);
      window.handbookSearchStart(search, root);
    } catch {
      search.querySelector("[role=status]").textContent = search.dataset.failed;
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-search-open]")) openSearch();
    if (event.target.closest("[data-search-close]") || event.target === search) search.close();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      openSearch();
    }
  });

  // --- from page to page in place, where the browser can (the Navigation API). Elsewhere, from a file,
  // and whenever anything is unusual, the page is loaded as always.

  /** The styles, scripts and search of a page. Where they differ, another edition or a page of its own kind begins. */
  const parts = (page) =>
    Array.from(page.querySelectorAll(PARTS), (part) =>
      (part.dataset.data ?? part.getAttribute("src") ?? part.getAttribute("href")).split("/").pop()).join();

  /** Our font, if it came too late for the first page (font-display: optional). */
  let lateFont;
  const bringFont = async () => {
    const { href } = document.head.querySelector("link[rel=preload][as=font]");
    lateFont = await new FontFace("Handbook", `url("${href}")`, { weight: "200 800" }).load();
  };

  const show = (page) => {
    if (lateFont) document.fonts.add(lateFont);
    document.title = page.title;
    for (const name of ["meta[name=description]", "link[rel=canonical]"]) {
      const [old, fresh] = [document, page].map((owner) => owner.head.querySelector(name));
      if (fresh) old?.replaceWith(fresh);
    }
    document.querySelector(FRAME).replaceWith(page.querySelector(FRAME));
    warnOverdue();
  };

  const change = async (address, signal) => {
    const response = await fetch(address, { signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!response.ok || response.redirected || parts(page) !== parts(document)) throw new Error(address);
    show(page);
  };

  /** The address has changed already, so links that are relative to the old one are made whole first. */
  const keepLinks = () => {
    for (const link of document.querySelectorAll(`${FRAME} a[href], link[rel=icon]`)) link.href = link.href;
  };

  // From a folder every page is the first page, but the font is as near as the page.
  const atOnce = () => { if (location.protocol === "file:") document.fonts.add(lateFont); };
  bringFont().then(atOnce, () => {});
  window.navigation?.addEventListener("navigate", (event) => {
    const address = new URL(event.destination.url);
    const ours = address.href.startsWith(root.href) && address.pathname.endsWith(".html");
    const plain = event.downloadRequest === null && event.navigationType !== "reload";
    if (!event.canIntercept || event.hashChange || !ours || !plain) return;
    keepLinks();
    event.intercept({
      handler: () => change(address, event.signal).catch(() => {
        if (!event.signal.aborted) location.reload();
      }),
    });
  });

  warnOverdue();
})();
