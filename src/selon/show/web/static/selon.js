// What HTML cannot do by itself: dropping files anywhere on the page, and saying what day the slider stands on.
"use strict";

document.addEventListener("htmx:afterSwap", () => {
  const said = document.getElementById("as-of-said");
  const slider = document.getElementById("slider");
  const day = document.getElementById("day");
  if (said && slider) slider.setAttribute("aria-valuetext", said.textContent.trim());
  if (said && day) day.value = said.dataset.day || "";
});

const form = document.getElementById("adding");
if (form) {
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");
  const over = (on) => (event) => {
    event.preventDefault();
    drop.classList.toggle("over", on);
  };
  document.addEventListener("dragover", over(true));
  document.addEventListener("dragleave", over(false));
  document.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer && event.dataTransfer.files.length) {
      files.files = event.dataTransfer.files;
      form.requestSubmit();
    }
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData && event.clipboardData.files.length) {
      files.files = event.clipboardData.files;
      form.requestSubmit();
    }
  });
}
