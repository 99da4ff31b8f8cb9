// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors
// What is wrong with the page as it is laid out now: a list of sentences.

const faults = [];
const shown = (element) => `<${element.tagName.toLowerCase()}> "${element.textContent.trim().slice(0, 40)}"`;
const visible = (element) => element.getClientRects().length > 0;

// Nothing is wider than the window, except inside of what scrolls.
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth > width)
  faults.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${width}`);
for (const element of document.body.querySelectorAll("*")) {
  const box = element.getBoundingClientRect();
  if (!element.closest(".scroll table") && visible(element) && (box.left < -0.5 || box.right > width + 0.5))
    faults.push(`${shown(element)} reaches from ${box.left} to ${box.right}`);
}

const texts = "h1, h2, h3, p, dt, dd, small, figcaption, caption, summary, th, td";

// No text is cut off, except names, which end in three dots and have a title.
for (const element of document.querySelectorAll(texts)) {
  const cut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== "inline";
  const dots = getComputedStyle(element).textOverflow === "ellipsis" && element.title === element.textContent;
  if (visible(element) && cut && !dots)
    faults.push(`${shown(element)} needs ${element.scrollWidth} and has ${element.clientWidth}`);
}

// Charts keep everything inside, and texts apart from each other and large enough to read.
for (const chart of document.querySelectorAll("svg")) {
  const frame = chart.getBoundingClientRect();
  for (const element of chart.querySelectorAll("*:not(title)")) {
    const box = element.getBoundingClientRect();
    const across = box.left < frame.left - 0.5 || box.right > frame.right + 0.5;
    if (across || box.top < frame.top - 0.5 || box.bottom > frame.bottom + 0.5)
      faults.push(`${shown(element)} of a chart leaves it`);
  }
  const labels = [...chart.querySelectorAll("text")].map((text) => [text, text.getBoundingClientRect()]);
  labels.forEach(([text, box], number) => {
    if (parseFloat(getComputedStyle(text).fontSize) * (frame.width / chart.viewBox.baseVal.width) < 9)
      faults.push(`${shown(text)} of a chart is too small to read`);
    for (const [other, its] of labels.slice(number + 1))
      if (box.left < its.right && its.left < box.right && box.top + 2 < its.bottom && its.top + 2 < box.bottom)
        faults.push(`${shown(text)} and ${shown(other)} of a chart overlap`);
  });
}

// Text stands out from what is behind it: WCAG's contrast of 4.5 to 1.
const parse = (colour) => {
  const numbers = colour.match(/[\d.]+/g).map(Number);
  return numbers.length === 3 ? [...numbers, 1] : numbers;
};
const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
const behind = (element) => {
  if (!element) return [255, 255, 255, 1];
  const own = parse(getComputedStyle(element).backgroundColor);
  return own[3] === 1 ? own : over(own, behind(element.parentElement));
};
const luminance = (colour) =>
  colour
    .slice(0, 3)
    .map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
for (const element of document.querySelectorAll(`${texts}, text`)) {
  const style = getComputedStyle(element);
  const below = behind(element);
  const text = over(parse(element.tagName === "text" ? style.fill : style.color), below);
  const [low, high] = [luminance(text), luminance(below)].sort((a, b) => a - b);
  if (visible(element) && (high + 0.05) / (low + 0.05) < 4.5)
    faults.push(`${shown(element)} has a contrast of ${((high + 0.05) / (low + 0.05)).toFixed(2)}`);
}
return faults;
