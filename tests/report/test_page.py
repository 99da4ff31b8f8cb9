# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Reports in Chromium: that figures are in them, that nothing overflows at any width, light and dark."""

import base64
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
from selenium import webdriver
from selenium.webdriver.common.by import By

from support import ROOT, TestCase

FOLDER = ROOT / "artifacts" / "tests" / "report"
LOOK = (pathlib.Path(__file__).parent / "look.js").read_text()
WIDTHS = (360, 768, 1280, 1920)
NAMES = ["airplane", "automobile", "bird", "cat", "deer <&>", "dog", "frog", "horse", "a ship of a long name", "truck"]
OPEN_DETAILS = "document.querySelectorAll('details').forEach(details => details.open = true)"
FIRST_TEXTS = "const [first, second] = document.querySelectorAll('svg text');"

# How to make a page worse, and a part of what is then said about it.
FAULTS = {
    "wide in a window": "document.body.style.width = '2000px'",
    "reaches from": "document.querySelector('h1').style.cssText = 'position: relative; left: -400px'",
    "needs": "document.querySelector('dd').style.cssText = 'width: 20px; overflow: hidden; white-space: nowrap'",
    "leaves it": "document.querySelector('circle').setAttribute('cx', '-20')",
    "overlap": FIRST_TEXTS + "for (const at of ['x', 'y']) second.setAttribute(at, first.getAttribute(at))",
    "too small": "document.querySelector('svg').style.fontSize = '6px'",
    "contrast": "document.querySelector('figcaption').style.color = '#aaa'",
}


def write_reports():
    """Write two pages: of few classes with names, and of many, with rows that are ignored and an infinite loss."""
    random = np.random.default_rng(3)
    y = random.integers(0, 10, 4000)
    x = 2.7 * random.normal(size=(4000, 10))
    x[np.arange(4000), y] += 6
    np.save(FOLDER / "few.npy", x.astype(np.float32))
    np.save(FOLDER / "few-labels.npy", y)
    (FOLDER / "names.txt").write_text("\n".join(NAMES))

    y = (10 * random.pareto(0.9, 3000)).astype(np.int64) % 5000
    x = random.normal(size=(3000, 5000)).astype(np.float16)
    x[np.arange(3000), y] += 9
    x[60, y[60]] = -np.inf
    y[:50] = -100
    np.save(FOLDER / "many.npy", x.reshape(30, 100, 5000))
    np.save(FOLDER / "many-labels.npy", y.reshape(30, 100))
    for name, options in (("few", ["--classes", FOLDER / "names.txt", "--bins", "10"]), ("many", [])):
        inputs = FOLDER / f"{name}.npy", FOLDER / f"{name}-labels.npy"
        command = [sys.executable, "-m", "nativeloss", "report", *inputs, "-o", FOLDER / f"{name}.html", *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=300)


def start_browser(profile):
    options = webdriver.ChromeOptions()
    # As root, and in a network that is closed.
    for flag in (
        "headless=new",
        "no-sandbox",
        "disable-gpu",
        "disable-quic",
        "no-first-run",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        "hide-scrollbars",
        f"user-data-dir={profile}",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.chrome.service.Service("/usr/bin/chromedriver")
    return webdriver.Chrome(service=service, options=options)


class Pages(TestCase):
    @classmethod
    def setUpClass(cls):
        write_reports()
        profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        cls.addClassCleanup(profile.cleanup)
        cls.browser = start_browser(profile.name)
        cls.addClassCleanup(cls.browser.quit)

    def open(self, page, width=1280, scheme="light"):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.browser.get((FOLDER / f"{page}.html").as_uri())

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def screenshot(self, name):
        height = self.browser.execute_script("return document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": self.browser.execute_script("return innerWidth"), "height": height, "scale": 1}
        shot = {"format": "png", "captureBeyondViewport": True, "clip": clip}
        data = base64.b64decode(self.browser.execute_cdp_cmd("Page.captureScreenshot", shot)["data"])
        (FOLDER / f"{name}.png").write_bytes(data)
        return data

    def test_nothing_overflows_or_is_hard_to_read(self):
        for page in ("few", "many"):
            for scheme in ("light", "dark"):
                for width in WIDTHS:
                    for details in ("closed", "open"):
                        with self.subTest(page=page, scheme=scheme, width=width, details=details):
                            self.open(page, width, scheme)
                            if details == "open":
                                self.browser.execute_script(OPEN_DETAILS)
                            self.assertEqual(self.browser.execute_script(LOOK), [])

    def test_the_look_sees_faults(self):
        for fault, script in FAULTS.items():
            with self.subTest(fault):
                self.open("few")
                self.browser.execute_script(script)
                self.assertIn(fault, " ".join(self.browser.execute_script(LOOK)))

    def test_figures_are_in_it(self):
        self.open("few")
        reliability, top_k, probability = self.all("svg")
        bars = probability.find_elements(By.CSS_SELECTOR, "rect.bar")
        heights = [float(bar.get_attribute("height")) for bar in bars]
        self.assertEqual(len(heights), 20)
        self.assertGreater(max(heights), 100)
        self.assertEqual(len(top_k.find_elements(By.CSS_SELECTOR, "circle")), 10)
        self.assertGreater(len(reliability.find_elements(By.CSS_SELECTOR, "circle")), 5)
        for chart in (reliability, top_k, probability):
            self.assertGreater(chart.size["width"], 250)
            self.assertGreater(chart.size["height"], 200)
        rows = self.all("table.confusion tbody tr")
        self.assertEqual([row.find_element(By.TAG_NAME, "th").text for row in rows], NAMES)
        self.assertEqual(len(self.all(".list tbody th[scope=row]")), 20)
        self.assertEqual(len(self.all(".tiles dd")), 5)

    def test_the_browser_draws_what_was_computed(self):
        # The label's row of the confusion, by the colours that are on the screen.
        self.open("few")
        x, y = np.load(FOLDER / "few.npy"), np.load(FOLDER / "few-labels.npy")
        for cell, (label, predicted) in zip(self.all("table.confusion tbody td"), np.ndindex(10, 10)):
            count = ((y == label) & (x.argmax(1) == predicted)).sum()
            self.assertEqual(cell.text.replace(",", ""), str(count) if count else "·")
            alpha = float(cell.value_of_css_property("background-color").rstrip(")").split(",")[3])
            self.assertAlmostEqual(alpha, 0.7 * count / (y == label).sum(), delta=0.005)

    def test_light_and_dark(self):
        brightness = {}
        for scheme in ("light", "dark"):
            self.open("few", scheme=scheme)
            colour = self.all("body")[0].value_of_css_property("background-color")
            brightness[scheme] = sum(float(c) for c in colour[colour.index("(") + 1 : -1].split(",")[:3])
        self.assertGreater(brightness["light"], 700)
        self.assertLess(brightness["dark"], 100)

    def test_no_complaint_and_no_request(self):
        self.open("few")
        self.assertEqual(self.browser.get_log("browser"), [])
        resources = "return performance.getEntriesByType('resource').map(entry => entry.name)"
        self.assertEqual(self.browser.execute_script(resources), [])

    def test_names_for_screen_readers(self):
        self.open("few")

        def tree():
            found = {}
            for node in self.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]:
                if not node.get("ignored"):
                    found.setdefault(node["role"]["value"], []).append(node.get("name", {}).get("value", ""))
            found["image"] = found.get("image", []) + found.get("img", [])
            return found

        # The browser makes the tree when it is asked for it, and answers before it is done.
        for _ in range(100):
            named = tree()
            if len(named["image"]) >= 3 and named == tree():
                break
            time.sleep(0.2)
        images = named["image"]
        self.assertEqual(len(images), 3)
        self.assertTrue(all(len(name) > 20 for name in images), images)
        self.assertGreaterEqual(len(named["table"]), 2)
        self.assertTrue(all(named["table"]), named["table"])
        self.assertIn("airplane", named["rowheader"])

    def test_screenshots(self):
        for page in ("few", "many"):
            for scheme, width in (("light", 1280), ("dark", 1280), ("light", 360)):
                self.open(page, width, scheme)
                self.assertGreater(len(self.screenshot(f"{page}-{scheme}-{width}")), 50_000)
