// Runs before the page is drawn, so that what needs scripts is there from the first moment.
document.documentElement.classList.replace("no-js", "js");
