"use strict";
// Cuts a query into words of the index, longest first, and lists the stories that hold them all.
const index = JSON.parse(document.getElementById("index").textContent);
const words = new Map(Object.entries(index.words));
const longest = Math.max(0, ...[...words.keys()].map((word) => word.length));
const input = document.getElementById("query");

// The words of the index in one word of the query: 딥시크는 gives 딥시크, models gives model.
function cut(word) {
  if (words.has(word)) return [word];
  const found = [];
  const latin = /^[a-z'’]+$/.test(word);
  for (let start = 0; start < word.length; ) {
    let end = Math.min(word.length, start + longest);
    while (end > start && !words.has(word.slice(start, end))) end--;
    const piece = word.slice(start, end);
    if (latin) return piece.length > 3 && word.length - end < 4 ? [piece] : [];
    if (piece.length > 1) found.push(piece);
    start = Math.max(end, start + 1);
  }
  return found;
}

// Stories with their scores: rare words count more, and each word of the query must be there.
function search(query) {
  let scores = null;
  for (const word of query.normalize("NFC").toLowerCase().split(/[\s,.?!"“”‘’()·]+/).filter(Boolean)) {
    const mine = new Map();
    for (const piece of cut(word)) {
      const items = words.get(piece);
      const weight = Math.log(1 + index.items.length / items.length);
      for (const item of items) mine.set(item, (mine.get(item) || 0) + weight);
    }
    const before = scores;
    scores = mine;
    if (before) {
      scores = new Map();
      for (const [item, score] of mine) if (before.has(item)) scores.set(item, score + before.get(item));
    }
  }
  return [...(scores || [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([item]) => item);
}

function show() {
  const hits = search(input.value);
  document.getElementById("count").textContent = input.value.trim() ? String(hits.length) : "";
  document.getElementById("hits").replaceChildren(...hits.slice(0, 50).map(row));
}

function row(number) {
  const [edition, story, ko, en] = index.items[number];
  const [name, days] = index.editions[edition];
  const line = document.createElement("li");
  for (const [text, language] of [[ko, "ko"], [en, "en"]].filter(([text]) => text)) {
    const link = document.createElement("a");
    link.href = `${encodeURIComponent(name)}/index.html#${encodeURIComponent(story)}`;
    link.lang = language;
    link.textContent = text;
    line.append(link);
  }
  const small = document.createElement("small");
  small.textContent = days;
  line.append(small);
  return line;
}

input.value = new URLSearchParams(location.search).get("q") || "";
show();
input.addEventListener("input", show);
input.form.addEventListener("submit", (event) => event.preventDefault());
