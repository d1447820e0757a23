// Runs before the page is drawn. Also the three names that the theme's script expects: it keeps nothing,
// because this site stores nothing.
document.documentElement.classList.replace("no-js", "js");
window.__md_scope = new URL(".", location);
window.__md_get = () => null;
window.__md_set = () => {};
window.__md_hash = () => 0;
