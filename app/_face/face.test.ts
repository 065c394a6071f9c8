import { expect, it } from "vitest";
import { type Face, readFace, writeFace } from "./face";

it("carries any tenant's name through headers as it is written", () => {
  const face: Face = {
    kind: "tenant",
    opens: "portal",
    status: "read_only",
    name: "Ñandú Fibra · ação\r\nx: y",
    brandKey: "nandu",
    locale: "pt",
    timeZone: "America/Sao_Paulo",
  };
  const headers = new Headers({ "x-tenant-name": "forged" });
  writeFace(headers, face);
  expect(readFace(headers)).toEqual(face);
});

it("takes a request that middleware never saw for an unknown host", () => {
  expect(readFace(new Headers()).kind).toBe("unknown");
});
