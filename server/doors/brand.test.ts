import sharp from "sharp";
import { beforeAll, afterAll, expect, test } from "vitest";
import { brandChoiceSchema } from "@/tenants/brand";
import { prepareLogo } from "@/server/modules/tenants/prepare-logo";
import { saveBrand } from "@/server/modules/tenants/save-brand";
import { uploadFile } from "@/server/modules/files/upload-file";
import { loadHostSnapshot } from "@/server/tenancy/host-snapshot";
import { hostSnapshotStore } from "@/server/tenancy/host-snapshot-store";
import type { Ctx } from "@/server/tenancy/context";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { brandForMail, brandForPdf } from "@/server/modules/tenants/brand-for-mail";
import { getBrand } from "@/server/modules/tenants/get-brand";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import { brandDoor } from "./brand";

let tenant: TestTenant;
let owner: Ctx;
beforeAll(async () => {
  tenant = await mintTenant();
  owner = (await mintStaff(tenant, "owner")).ctx;
});
afterAll(() => {
  Object.assign(hostSnapshotStore(), { snapshot: undefined, refreshedAtMs: 0 });
});

const peer = { ip: "127.0.0.1", requestId: "r", proxied: false };
const get = async (slug: string, path: string, method = "GET") => {
  await loadHostSnapshot();
  const headers = { host: `${slug}.localhost:3000` };
  return brandDoor(new Request(`http://${slug}.localhost:3000${path}`, { headers, method }), peer);
};
/** A red square in a wide transparent border. */
const drawing = (side = 300, colour = "#d01020") =>
  sharp({ create: { width: side * 3, height: side * 2, channels: 4, background: "#0000" } })
    .composite([
      { input: { create: { width: side, height: side, channels: 4, background: colour } } },
    ])
    .png()
    .toBuffer();
const logo = async (ctx: Ctx, kind: "light" | "dark" | "icon", colour?: string) => {
  const file = await uploadFile(ctx, { name: "mi logo.png", bytes: await drawing(300, colour) });
  return prepareLogo(ctx, { kind, fileId: file.id });
};
const wear = async (ctx: Ctx, over: object) => {
  const { version } = await getBrand(ctx);
  return saveBrand(ctx, {
    version,
    brand: brandChoiceSchema.parse({ primary: "#d01020", ...over }),
  });
};

test("a logo is trimmed, made small, suggests its colours, and is served to anybody on its own host", async () => {
  const made = await logo(owner, "light");
  expect(made.colours[0]).toMatch(/^#[c-e][0-9a-f]/);
  const saved = await wear(owner, { logoLightFileId: made.fileId });
  expect(saved.version).toBe(1);
  const answer = await get(tenant.slug, "/brand/logo-light");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
  const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
  expect(width).toBeLessThanOrEqual(302);
  expect(height).toBeLessThanOrEqual(160);
  const mail = await brandForMail(tenant.id);
  expect(mail).toMatchObject({ name: tenant.slug, onFill: "#ffffff" });
  const at = new URL(mail.logoUrl ?? "");
  const cached = await get(tenant.slug, at.pathname + at.search);
  expect(cached.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await brandForPdf(tenant.id)).logo?.length).toBeGreaterThan(50);
});

test("the address of an old or guessed version is never kept for a year", async () => {
  const answer = await get(tenant.slug, "/brand/logo-light?v=guessed");
  expect(answer.headers.get("cache-control")).toBe("public, max-age=60");
});

test("icons of every size come from the icon, or from the letter where there is none; the manifest names them", async () => {
  const other = await mintTenant();
  for (const [kind, side] of [
    ["favicon", 32],
    ["apple-touch", 180],
    ["icon-192", 192],
    ["icon-512", 512],
  ] as const) {
    const answer = await get(other.slug, `/brand/${kind}`);
    const picture = sharp(Buffer.from(await answer.arrayBuffer()));
    expect(await picture.metadata()).toMatchObject({ width: side, height: side, format: "png" });
  }
  const manifest = await (await get(other.slug, "/brand/manifest?at=portal")).json();
  expect(manifest).toMatchObject({ name: other.slug, start_url: "/portal" });
  expect(manifest.icons).toHaveLength(2);
});

test("no other file, kind, method or host gives anything", async () => {
  const secret = await uploadFile(owner, { name: "secret.png", bytes: await drawing(10) });
  const other = await mintTenant();
  for (const path of [
    `/brand/${secret.id}`,
    `/brand/logo-light/${secret.id}`,
    "/brand/",
    "/brand/__proto__",
    "/brand/constructor",
    "/brand/..%2Ffiles",
    "/brand/LOGO-LIGHT",
  ])
    expect([path, (await get(tenant.slug, path)).status]).toEqual([path, 404]);
  expect((await get(other.slug, "/brand/logo-light")).status).toBe(404);
  expect((await get("nobody-at-all", "/brand/favicon")).status).toBe(404);
  expect((await get(tenant.slug, "/brand/favicon", "POST")).status).toBe(405);
});

test("only a picture that was prepared here can be worn: not another file, not another tenant's logo", async () => {
  const plain = await uploadFile(owner, { name: "invoice.png", bytes: await drawing(10) });
  const stranger = (await mintStaff(await mintTenant(), "owner")).ctx;
  const theirs = await logo(stranger, "light");
  for (const fileId of [plain.id, theirs.fileId, stranger.tenantId])
    await expect(wear(owner, { logoLightFileId: fileId })).rejects.toMatchObject({
      key: "logo_missing",
    });
  await expect(prepareLogo(owner, { kind: "icon", fileId: theirs.fileId })).rejects.toMatchObject({
    code: "not_found",
  });
  const branding = { module: "branding" as const, version: 1, data: {} };
  await expect(updateSettings(owner, branding)).rejects.toMatchObject({
    key: "settings_own_screen",
  });
});

test("a text, a heavy picture and a role without the permission are refused", async () => {
  const text = await uploadFile(owner, { name: "a.txt", bytes: new TextEncoder().encode("hello") });
  await expect(prepareLogo(owner, { kind: "light", fileId: text.id })).rejects.toMatchObject({
    key: "logo_not_picture",
  });
  let seed = 7;
  const noise = Buffer.from(
    Array.from({ length: 600 * 600 * 3 }, () => (seed = (seed * 48_271) % 0x7fffffff) & 255),
  );
  const heavy = await sharp(noise, { raw: { width: 600, height: 600, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const big = await uploadFile(owner, { name: "big.png", bytes: heavy });
  await expect(prepareLogo(owner, { kind: "light", fileId: big.id })).rejects.toMatchObject({
    key: "logo_too_large",
  });
  const svg = new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>");
  await expect(uploadFile(owner, { name: "logo.svg", bytes: svg })).rejects.toMatchObject({
    key: "file_type_refused",
  });
  const { ctx } = await mintStaff(tenant, "agent");
  await expect(wear(ctx, {})).rejects.toMatchObject({ code: "forbidden" });
});

test("two who save at once: one wins; a reset takes the logos off and their files away", async () => {
  const { version } = await getBrand(owner);
  const brand = brandChoiceSchema.parse({ primary: "#00ff00" });
  const both = await Promise.allSettled([
    saveBrand(owner, { version, brand }),
    saveBrand(owner, { version, brand: { ...brand, primary: "#ffee00" } }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const made = await logo(owner, "icon");
  await wear(owner, { iconFileId: made.fileId });
  const worn = await getBrand(owner);
  await saveBrand(owner, { version: worn.version, brand: null });
  expect((await get(tenant.slug, "/brand/logo-light")).status).toBe(404);
  await expect(prepareLogo(owner, { kind: "icon", fileId: made.fileId })).rejects.toMatchObject({
    code: "not_found",
  });
});
