// What the page cannot do alone: find words, choose the colours, remember both choices.
"use strict";
const colours = (choice) => {
  const media = { dark: "screen", light: "not all" };
  document.getElementById("dark").media = media[choice] || "screen and (prefers-color-scheme: dark)";
  document.querySelector("meta[name=color-scheme]").content = choice || "light dark";
};
// A browser may refuse storage to a file on disk.
const kept = {
  get(name) { try { return localStorage.getItem(name) || ""; } catch { return ""; } },
  set(name, value) { try { localStorage.setItem(name, value); } catch { /* not kept */ } },
};
colours(kept.get("colours"));

document.addEventListener("DOMContentLoaded", () => {
  const part = (id) => document.getElementById(id);
  if (!part("find") || !part("nothing")) return;
  for (const label of document.querySelectorAll(".scripted")) label.hidden = false;

  part("colours").value = kept.get("colours");
  part("colours").addEventListener("change", ({ target }) => {
    colours(target.value);
    kept.set("colours", target.value);
  });

  const shown = part(`show-${kept.get("show")}`);
  if (shown) shown.checked = true;
  for (const radio of document.querySelectorAll("[name=show]")) {
    radio.addEventListener("change", () => kept.set("show", radio.value));
  }

  const plain = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
  const items = [...document.querySelectorAll(".item")].map((item) => [item, plain(item.textContent)]);
  const filter = () => {
    const words = plain(part("find").value);
    for (const [item, text] of items) item.hidden = !text.includes(words);
    for (const theme of document.querySelectorAll(".theme")) {
      theme.hidden = words !== "" && !theme.querySelector(".item:not([hidden])");
    }
    document.documentElement.classList.toggle("filtered", words !== "");
    const seen = items.filter(([item]) => item.getClientRects().length).length;
    part("nothing").hidden = seen > 0 || items.length === 0;
    part("found").value = words || part("theme").value ? `${seen} / ${items.length}` : "";
  };
  part("find").addEventListener("input", filter);
  part("theme").addEventListener("change", filter);

  // A link to a story that a filter hides shows everything first.
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href^='#']");
    const goal = link && part(decodeURIComponent(link.hash.slice(1)));
    if (goal && !goal.getClientRects().length) {
      part("find").value = part("theme").value = "";
      filter();
    }
    const open = document.querySelector(".place[open]");
    if (open && !open.contains(target)) open.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    const open = key === "Escape" && document.querySelector(".place[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
});
