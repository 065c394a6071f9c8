import { expect, test } from "vitest";
import { listQueryOf, readListState, writeListState } from "./list-params";

const filters = ["status", "city"];

test("what is written to the URL is read back as it was", () => {
  const state = {
    search: "ñandú & co",
    filters: { status: "active,lead", city: "San Martín" },
    sort: "-createdAt",
    columns: ["name", "city"],
    view: "a1",
  };
  const params = Object.fromEntries(new URLSearchParams(writeListState(state)));
  expect(readListState(params, filters)).toEqual(state);
});

test("what the list has no filter for falls away, and arrays do not break it", () => {
  const state = readListState({ evil: "1", status: ["lead", "x"], q: undefined }, filters);
  expect(state).toEqual({
    search: "",
    filters: { status: "lead" },
    sort: "",
    columns: undefined,
    view: undefined,
  });
});

test("the server is asked the same whatever the order of the filters", () => {
  const base = readListState({}, filters);
  expect(listQueryOf({ ...base, filters: { city: "a", status: "b" } })).toEqual(
    listQueryOf({ ...base, filters: { status: "b", city: "a" } }),
  );
});
