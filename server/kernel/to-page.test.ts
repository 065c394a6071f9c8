import { expect, test } from "vitest";
import { toPage } from "./to-page";

const rows = [{ id: "a" }, { id: "b" }, { id: "c" }];

test("a row fetched beyond the page only says that there is more", () => {
  expect(toPage(rows, 2)).toEqual({ items: rows.slice(0, 2), nextCursor: "b" });
});

test("the last page names no next one, full or not", () => {
  expect(toPage(rows, 3)).toEqual({ items: rows, nextCursor: null });
  expect(toPage([], 3)).toEqual({ items: [], nextCursor: null });
});
