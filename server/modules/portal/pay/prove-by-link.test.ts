import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { openDiskFiles } from "@/server/files/disk";
import { sharePayLink } from "@/server/modules/billing/pay-links/share-pay-link";
import { approveProof } from "@/server/modules/payments/proofs/approve-proof";
import { getProof } from "@/server/modules/payments/proofs/get-proof";
import { listProofs } from "@/server/modules/payments/proofs/list-proofs";
import type { Ctx } from "@/server/tenancy/context";
import { debtScene } from "@/server/testing/debts";
import { hostOf, refreshHosts, startTestServer } from "@/server/testing/http";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { openPayLink } from "./open-pay-link";
import { proveByLink } from "./prove-by-link";

let root: string;
let server: Awaited<ReturnType<typeof startTestServer>>;
let tenant: TestTenant;
let owner: Ctx;
let rosa: string;
let invoiceId: string;
let shade = 0;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "trama-link-proofs-"));
  setComposition({ ...composition(), files: openDiskFiles(root) });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  const scene = debtScene(tenant.ctx);
  rosa = await scene.customer({ name: "Rosa" });
  invoiceId = await scene.invoice(rosa, { dueOn: "2026-01-10", total: 8_900 });
  await scene.invoice(rosa, { dueOn: "2026-02-10", total: 1_000 });
  await refreshHosts();
  server ??= await startTestServer();
});

const visitor = (of = tenant): Ctx => ({ ...of.ctx, actor: { kind: "anonymous" }, ip: "10.0.0.9" });
const tokenOf = async (only?: string) =>
  (await sharePayLink(owner, { customerId: rosa, invoiceId: only })).url.split("/").at(-1) ?? "";
const picture = () =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: { r: shade++, g: 1, b: 2 } } })
    .png()
    .toBuffer();
const post = async (token: string, body?: Uint8Array, of = tenant) =>
  server.send(hostOf(of.slug), {
    ...{ method: "POST", path: "/api/files?name=yape.png", body: body ?? (await picture()) },
    headers: {
      origin: `http://${hostOf(of.slug)}`,
      "content-type": "application/octet-stream",
      "trama-pay-link": token,
    },
  });
const send = async (token: string, over: object = {}) => {
  const answer = await post(token);
  const { id: fileId } = answer.json<{ id: string }>();
  const said = { currency: "PEN", amountMinor: 8_900, paidOn: "2026-01-12", operation: "00412" };
  await proveByLink(visitor(), { token, fileId, ...said, ...over });
};
const proofs = async () =>
  (await listProofs(owner, { filters: "", search: "", sort: "", limit: 10 })).items;
const notFound = { code: "not_found" };

test("who has a link and no login says that they paid: staff see by which way it came, and the page what became of it", async () => {
  const token = await tokenOf(invoiceId);
  const { desk } = await openPayLink(visitor(), { token });
  expect(desk).toMatchObject({ reference: "000195", proofs: [] });
  await send(token, { operation: `OP ${desk?.reference}` });
  const [proof] = await proofs();
  expect(proof).toMatchObject({ source: "payPage", customerId: rosa, status: "waiting" });
  const proofId = proof?.id ?? "";
  // Of a link for one invoice it is for that one, though nobody ticked it; the reference is told.
  expect(await getProof(owner, { proofId })).toMatchObject({
    invoices: [{ id: invoiceId }],
    matches: expect.arrayContaining([{ kind: "payReference", tone: "ok", amountMinor: null }]),
  });
  expect((await openPayLink(visitor(), { token })).desk?.proofs).toMatchObject([
    { status: "waiting", amountMinor: 8_900 },
  ]);
  await approveProof(owner, { proofId });
  expect((await openPayLink(visitor(), { token })).desk).toMatchObject({
    ...{ invoices: [], proofs: [{ status: "approved" }] },
  });
});

test("a link takes proofs of its own invoices only, with a file that came by it, and none once it is over", async () => {
  const token = await tokenOf(invoiceId);
  const stranger = await debtScene(tenant.ctx).invoice(rosa, { dueOn: "2026-03-10" });
  await expect(send(token, { invoiceIds: [stranger] })).rejects.toMatchObject(notFound);
  const other = await mintTenant();
  await refreshHosts();
  expect((await post(token, undefined, other)).status).toBe(404);
  expect((await post("A".repeat(43))).status).toBe(404);
  expect((await post("short")).status).toBe(404);
  await expect(
    send(token, { fileId: "019a0000-0000-7000-8000-000000000000" }),
  ).rejects.toMatchObject(notFound);
  expect(await proofs()).toEqual([]);
});

test("a link takes pictures and PDFs only, the same one as one proof, and six a day", async () => {
  const token = await tokenOf();
  expect((await post(token, new TextEncoder().encode("<html>"))).status).toBe(400);
  const bytes = await picture();
  const said = { currency: "PEN", amountMinor: 100, paidOn: "2026-01-12" };
  for (let times = 0; times < 2; times++) {
    const { id: fileId } = (await post(token, bytes)).json<{ id: string }>();
    await proveByLink(visitor(), { token, fileId, ...said });
  }
  expect(await proofs()).toHaveLength(1);
  const statuses: number[] = [];
  for (let times = 0; times < 5; times++) statuses.push((await post(token)).status);
  expect(statuses).toEqual([201, 201, 201, 429, 429]);
});
