import { expect, it } from "vitest";
import { brandChoiceSchema } from "@/tenants/brand";
import { type Face, readFace, writeFace } from "./face";

it("carries any tenant's name through headers as it is written", () => {
  const face: Face = {
    kind: "tenant",
    opens: "portal",
    status: "read_only",
    name: "Ñandú Fibra · ação\r\nx: y",
    brandKey: "nandu",
    brand: brandChoiceSchema.parse({ primary: "#ffee00", font: "serif" }),
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

it("wears the brand behind the key when what the tenant chose cannot be read", () => {
  const headers = new Headers({ "x-tenant-kind": "tenant" });
  for (const broken of ["%7B", "nonsense", "%7B%22primary%22%3A%22red%22%7D", "null"]) {
    headers.set("x-tenant-brand", broken);
    expect(readFace(headers).brand).toBeNull();
  }
});
