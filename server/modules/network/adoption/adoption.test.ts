import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { inTenant } from "@/server/tenancy/in-tenant";
import { delivery, drainRouter, mintAccess, rowsOf } from "@/server/testing/router-scene";
import { mintService } from "@/server/testing/service-scene";
import { useRouterScene } from "@/server/testing/use-router-scene";
import { applyReconcile } from "../apply-reconcile";
import { getAccess } from "../get-access";
import { planReconcile } from "../plan-reconcile";
import { sweepRows } from "../sweep-rows";
import { adoptRows } from "./adopt-rows";
import { listForeignRows } from "./list-foreign-rows";
import { previewAdoption } from "./preview-adoption";
import type { ForeignRowDto } from "./schema";
import { skipRows } from "./skip-rows";
import { undoAdoption } from "./undo-adoption";

const scene = useRouterScene({ version: "6.49" });

const secrets = () => scene().router.menu("/ppp/secret");
const secret = (name: string) => secrets().find((row) => row.name === name);
const byHand = (name: string, comment = "") =>
  scene().router.add("/ppp/secret", {
    ...{ name, password: "suya", service: "pppoe", profile: "plan" },
    comment,
  });
const byHandNow = (name: string, values: Record<string, string>) =>
  scene().router.set("/ppp/secret", secret(name)?.[".id"] ?? "", values);
/** A service on no router, known to our books by this user. */
const service = async (ref: string) => {
  const id = await mintService(scene(), { kind: "manual" });
  await rowsOf(
    scene(),
    sql`update services set enforcement_ref = ${ref} where tenant_id = ${scene().tenant.id} and id = ${id}`,
  );
  return id;
};
const compare = async () => (await planReconcile(scene().owner, { routerId: scene().routerId })).id;
const list = (state: "open" | "skipped" | "adopted" = "open", search = "") =>
  listForeignRows(scene().owner, { routerId: scene().routerId, state, search, limit: 50 });
const rowOf = async (label: string): Promise<ForeignRowDto> => {
  const row = (await list()).items.find((one) => one.label === label);
  if (!row) throw new Error(`no row ${label}`);
  return row;
};
const pick = async (label: string, serviceId?: string) => {
  const row = await rowOf(label);
  return { rowId: row.id, serviceId: serviceId ?? row.service?.id ?? "" };
};
const owner = () => scene().owner;
const adopt = async (runId: string, ...picks: { rowId: string; serviceId: string }[]) =>
  (await adoptRows(owner(), { runId, picks })).results.map(({ problem }) => problem);
const undo = async () => {
  const rowIds = (await list("adopted")).items.map(({ id }) => id);
  const { results } = await undoAdoption(owner(), { routerId: scene().routerId, rowIds });
  return results.map(({ problem }) => problem);
};
const facts = async () =>
  (
    await rowsOf<{ name: string }>(
      scene(),
      sql`select name from events where tenant_id = ${scene().tenant.id}
        and (name like 'router.rows%' or name like '%dopt%') order by seq`,
    )
  ).map(({ name }) => name);
const bindingOf = async (id: string) =>
  (
    await rowsOf(
      scene(),
      sql`select enforcement_kind as kind, integration_id as router, enforcement_ref as ref, observed from services
        where tenant_id = ${scene().tenant.id} and id = ${id}`,
    )
  )[0];
const hold = (id: string) =>
  inTenant(owner(), (tx) =>
    placeHolds(owner(), tx, { serviceIds: [id], reason: "debt", note: "" }),
  );

describe("adoption of rows that people made", { timeout: 120_000 }, () => {
  test("several at once: only our tag is written, each service gets its place, and what is as it should be is proven", async () => {
    const [ana, beto] = [await service("ana"), await service("Beto")];
    byHand("ana", "Ana, lote 4");
    byHand("beto");
    byHand("sin dueño");
    const runId = await compare();
    const open = await list();
    expect(open.counts).toEqual({ open: 3, skipped: 0, adopted: 0 });
    expect(open.items.map(({ label, service: one, why }) => [label, one?.id, why])).toEqual([
      ["ana", ana, "name"],
      ["beto", beto, "name"],
      ["sin dueño", undefined, null],
    ]);
    expect((await list("open", "LOTE")).items.map(({ label }) => label)).toEqual(["ana"]);
    expect(JSON.stringify(open)).not.toContain("suya");
    const picks = [await pick("ana"), await pick("beto")];
    const before = secrets();

    const { items } = await previewAdoption(owner(), { runId, picks });
    expect(items).toMatchObject([
      { label: "ana", problem: null, differs: {}, asked: false, comment: { is: "Ana, lote 4" } },
      { label: "beto", problem: null, differs: {}, comment: { is: "" } },
    ]);
    expect(secrets()).toEqual(before);
    scene().router.log.length = 0;
    expect(await adopt(runId, ...picks)).toEqual([null, null]);
    expect(await adopt(runId, ...picks)).toEqual([null, null]);
    expect(secret("ana")?.comment).toBe(items[0]?.comment.should);
    const plain = (rows: typeof before) => rows.map((row) => ({ ...row, comment: "" }));
    expect(plain(secrets())).toEqual(plain(before));
    const writes = scene().router.log.filter(({ command }) => /\/(set|add|remove)$/.test(command));
    expect(writes.map(({ attributes }) => Object.keys(attributes).toSorted())).toEqual([
      [".id", "comment"],
      [".id", "comment"],
    ]);
    await drainRouter(scene());
    expect(await getAccess(owner(), { serviceId: ana })).toMatchObject({
      ...{ method: "pppoe", userName: "ana", profile: "plan", adoption: "adopted" },
    });
    expect(await bindingOf(ana)).toMatchObject({ kind: "routeros", observed: "on", ref: "ana" });
    expect(plain(secrets())).toEqual(plain(before));
    await compare();
    expect((await list()).counts).toEqual({ open: 1, skipped: 0, adopted: 2 });
    expect(await facts()).toEqual([
      "router.rowsAdopted",
      "service.rowAdopted",
      "service.rowAdopted",
    ]);
  });

  test("a row that does not say whose it is takes the service that a person chooses; what then differs is told, not written", async () => {
    const debtor = await service("otro nombre");
    await rowsOf(
      scene(),
      sql`update services set desired = 'off' where tenant_id = ${scene().tenant.id} and id = ${debtor}`,
    );
    byHand("casa-17");
    const runId = await compare();
    const chosen = await pick("casa-17", debtor);
    const { items } = await previewAdoption(owner(), { runId, picks: [chosen] });
    expect(items[0]?.differs).toEqual({ disabled: { is: "false", should: "yes" } });
    expect(await adopt(runId, chosen)).toEqual([null]);
    await drainRouter(scene());
    expect(secret("casa-17")).toMatchObject({ disabled: "false", profile: "plan" });
    const next = await planReconcile(owner(), { routerId: scene().routerId });
    expect(next.rows).toMatchObject([{ kind: "drifted", serviceId: debtor }]);
    await applyReconcile(owner(), { runId: next.id, approve: false });
    await drainRouter(scene(), 5);
    expect(secret("casa-17")?.disabled).toBe("true");
    expect(await undo()).toEqual(["undo_cut"]);
  });

  test("is refused in words, row by row, where the row or the service changed meanwhile; the others go on", async () => {
    const ids: Record<string, string> = {};
    for (const name of ["cambia", "borrada", "ajena", "queda", "ido"]) {
      byHand(name);
      ids[name] = await service(name);
    }
    byHand("doble");
    const placed = await mintAccess(scene(), { userName: "puesto" });
    await drainRouter(scene());
    const runId = await compare();
    const picks = [];
    for (const name of ["cambia", "borrada", "ajena", "queda", "ido"]) picks.push(await pick(name));
    picks.push(await pick("doble", placed));
    byHandNow("cambia", { profile: "default" });
    scene().router.remove("/ppp/secret", secret("borrada")?.[".id"] ?? "");
    byHandNow("ajena", { comment: `trama:t${"1".repeat(32)}/s${"2".repeat(32)} otra empresa` });
    await rowsOf(
      scene(),
      sql`update services set state = 'terminated' where tenant_id = ${scene().tenant.id} and id = ${ids.ido}`,
    );
    const expected = [
      ...["row_changed", "row_gone", "row_taken", null],
      ...["service_ended", "service_has_row"],
    ];
    const { items } = await previewAdoption(owner(), { runId, picks });
    expect(items.map(({ problem }) => problem)).toEqual(expected);
    expect(await adopt(runId, ...picks)).toEqual(expected);
    expect(secret("cambia")?.comment ?? "").toBe("");
    expect(await bindingOf(ids.cambia ?? "")).toMatchObject({ kind: "manual", ref: "cambia" });
    expect((await list("adopted")).items.map(({ label }) => label)).toEqual(["queda"]);
    const [one, other] = [await pick("cambia", ids.cambia), await pick("doble", ids.cambia)];
    expect(await adopt(runId, one, other)).toEqual(["service_twice", "service_twice"]);
  });

  test("a router that falls silent after the write leaves the adoption begun and in sight: nobody sweeps the row, and it is undone", async () => {
    const id = await service("eva");
    byHand("eva", "nota");
    const runId = await compare();
    const chosen = await pick("eva");
    const { faults } = scene().router;
    faults.beforeNext("/ppp/secret/set", () => faults.resetMidSentence());
    await expect(adoptRows(owner(), { runId, picks: [chosen] })).rejects.toMatchObject({
      key: "router_unreachable",
    });
    expect(secret("eva")?.comment).toContain("trama:t");
    expect((await list("adopted")).items).toMatchObject([{ label: "eva", unfinished: true }]);
    await composition().routers.close();
    const next = await compare();
    await sweepRows.handle(scene().tenant.ctx, { runId: next }, delivery());
    expect(secret("eva")).toBeDefined();
    expect(await undo()).toEqual([null]);
    expect(secret("eva")?.comment).toBe("nota");
    expect(await bindingOf(id)).toMatchObject({ kind: "manual", ref: "eva" });
  });
});

describe("what was decided", { timeout: 120_000 }, () => {
  test("a skipped row stays skipped over comparisons, by itself and not by its place, until that is taken back", async () => {
    byHand("camaras");
    byHand("otro");
    const runId = await compare();
    const rowIds = [(await rowOf("camaras")).id];
    const skip = (skipped: boolean, run = runId, ids = rowIds) =>
      skipRows(owner(), { runId: run, rowIds: ids, skipped });
    expect(await skip(true)).toEqual({ changed: 1 });
    expect(await skip(true)).toEqual({ changed: 0 });
    const next = await compare();
    expect((await list()).items.map(({ label }) => label)).toEqual(["otro"]);
    const [kept] = (await list("skipped")).items;
    expect(kept?.label).toBe("camaras");
    expect(await skip(false, next, [kept?.id ?? ""])).toEqual({ changed: 1 });
    expect((await list()).counts).toEqual({ open: 2, skipped: 0, adopted: 0 });
    expect(await facts()).toEqual(["router.rowsSkipped", "router.rowsSkipped"]);
    await skip(true, next, [(await rowOf("camaras")).id]);
    byHandNow("camaras", { name: "de-otro" });
    await compare();
    expect((await list()).items.map(({ label }) => label).toSorted()).toEqual(["de-otro", "otro"]);
  });

  test("undone, the tag is off, the service is as it was and the row is offered again; of a service that changes it waits", async () => {
    const id = await service("rosa");
    byHand("rosa", "Rosa, lote 4");
    const before = await bindingOf(id);
    const runId = await compare();
    await adopt(runId, await pick("rosa"));
    await drainRouter(scene());
    await hold(id);
    expect(await undo()).toEqual(["undo_cut"]);
    await rowsOf(
      scene(),
      sql`update services set desired = 'on' where tenant_id = ${scene().tenant.id} and id = ${id}`,
    );
    expect(await undo()).toEqual(["undo_busy"]);
    await rowsOf(
      scene(),
      sql`update enforcement_commands set status = 'superseded' where tenant_id = ${scene().tenant.id} and status = 'pending'`,
    );
    expect(await undo()).toEqual([null]);
    expect(secret("rosa")).toMatchObject({ comment: "Rosa, lote 4", profile: "plan" });
    expect(await bindingOf(id)).toEqual(before);
    await expect(getAccess(owner(), { serviceId: id })).rejects.toMatchObject({ key: "not_found" });
    expect((await list()).counts).toEqual({ open: 1, skipped: 0, adopted: 0 });
    expect((await facts()).slice(-2)).toEqual(["router.adoptionsUndone", "service.adoptionUndone"]);
    expect(await adopt(runId, await pick("rosa"))).toEqual([null]);
  });

  test("a hand that took our tag off first is no hindrance: the service is given back, the row left alone", async () => {
    const id = await service("rosa");
    byHand("rosa");
    await adopt(await compare(), await pick("rosa"));
    byHandNow("rosa", { comment: "mía" });
    expect(await undo()).toEqual([null]);
    expect(secret("rosa")?.comment).toBe("mía");
    expect(await bindingOf(id)).toMatchObject({ kind: "manual" });
  });
});
