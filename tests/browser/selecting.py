"""Selecting words of an archived text, as a mouse does it."""

from playwright.sync_api import Page


def select(page: Page, words: str) -> None:
    """Draw the mouse over the words."""
    # Before the style sheets are there, the words stand elsewhere.
    page.wait_for_load_state()
    ends = page.evaluate(
        """words => {
            const text = document.querySelector("[data-text]");
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                const boxes = [...range.getClientRects()];
                const [first, last] = [boxes[0], boxes.at(-1)];
                const middle = first.height / 2;
                return [first.left + 1, first.top + middle, last.right - 1, last.top + middle];
            }
        }""",
        words,
    )
    page.mouse.move(ends[0], ends[1])
    page.mouse.down()
    page.mouse.move(ends[2], ends[3], steps=5)
    page.mouse.up()
