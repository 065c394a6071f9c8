import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { autopayScene, useGateway } from "@/server/testing/gateway-stages/autopay-scene";
import { stages } from "@/server/testing/gateway-stages/stages";
import type { Stage } from "@/server/testing/gateway-stages/stage";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { serveHandler, type Served } from "@/standins/serve-handler";
import { methodsOf, type PayMethod } from "./schema";
import { capabilityMatrix, methodMatrix } from "./capability-matrix";
import {
  type Cell,
  CELLS,
  cellsOf,
  type Charge,
  type CheckoutRequest,
  type Confirming,
  type GatewayAccount,
  type GatewayName,
  GATEWAYS,
} from "./schema";

type Place = { country: string; currency: string };
/** Ways to pay that were proven, place by place. */
const ways: (Place & { name: GatewayName; methods: readonly PayMethod[] })[] = [];

/** What every gateway must hold to, whatever it speaks; what is proven here is what the matrix says. */
const tried = new Map<GatewayName, Set<Cell>>(GATEWAYS.map((name) => [name, new Set()]));
const failed = new Set<string>();
const proven = (name: GatewayName): Cell[] =>
  CELLS.filter((cell) => tried.get(name)?.has(cell) && !failed.has(`${name}.${cell}`));
const MATRIX = new URL("../../../docs/payments-capabilities.md", import.meta.url);

let served: Served;
let stage: Stage;
let tenant: TestTenant;
beforeAll(async () => {
  served = await serveHandler((request) => stage.handle(request));
});
afterAll(() => served.stop());
const untouched = composition();
afterEach(() => setComposition(untouched));

/** Patient with a slow machine; hasty only where no answer will ever come. */
const gateway = () => (hasty ? opened?.hasty : opened?.patient) ?? stage.open({});
const openBoth = (): typeof opened => ({
  patient: stage.open({ baseUrl: served.url, deadlineMs: 30_000 }),
  hasty: stage.open({ baseUrl: served.url, deadlineMs: 1_500 }),
});
let opened: Record<"patient" | "hasty", ReturnType<Stage["open"]>> | undefined;
let hasty = false;
/** Asks for what will not be answered for. */
const lost = async <T>(work: () => Promise<T> | undefined): Promise<unknown> => {
  stage.fail({ silent: "after" });
  hasty = true;
  const problem: unknown = await Promise.resolve(work()).then(
    () => undefined,
    (error: unknown) => error,
  );
  hasty = false;
  return problem;
};
const account = (wrong?: true): GatewayAccount => ({
  ...{ integrationId: newId(), accountId: stage.accountId, live: false },
  secrets: stage.secrets(wrong),
});
const request = (over: Partial<CheckoutRequest> = {}): CheckoutRequest => ({
  ...{ reference: newId(), amountMinor: 8990, currency: stage.currency, title: "Internet 1234" },
  ...{ email: "ana@mail.example", keepCard: false, notifyUrl: "https://isp.example/hook" },
  payer: { name: "Ana Quispe", phone: "+51 987654321", city: "Arequipa" },
  ...{ returnUrl: "https://isp.example/pay?x=1", cancelUrl: "https://isp.example/pay" },
  ...{ formUrl: "https://isp.example/form", expiresAt: new Date(Date.now() + 3_600_000) },
  ...over,
});
/** Opens a page; what came of it is what a returning browser is held against. */
const open = async (over: Partial<CheckoutRequest> = {}): Promise<Confirming & { url: string }> => {
  const wanted = request(over);
  const { id, url } = await gateway().create(tenant.ctx, account(), wanted);
  return { ...wanted, checkoutId: id, url };
};
const confirm = (asked: Confirming, back: URLSearchParams) =>
  gateway().confirm(tenant.ctx, account(), back, asked);
const lookUp = async (id: string) =>
  (await gateway().lookUp(tenant.ctx, account(), { kind: "charge", id }))[0];
const paid = async (over: Partial<CheckoutRequest> = {}): Promise<Charge> => {
  const asked = await open(over);
  const charge = await confirm(asked, stage.pay(asked));
  if (!charge) throw new Error("nothing was charged");
  return charge;
};
const refund = (charge: Charge, amountMinor: number, refundedMinor = 0, key = newId()) =>
  gateway().refund(tenant.ctx, account(), {
    ...{ chargeId: charge.id, amountMinor, currency: charge.currency, key, refundedMinor },
  });
describe.each(GATEWAYS)("%s", (name) => {
  // Each test is of one cell, and says of which: where one fails its cell is not proven.
  beforeEach(async ({ task, onTestFailed }) => {
    const cell = CELLS.find((one) => task.name.startsWith(`${one}: `));
    if (!cell && !task.name.startsWith("methods: "))
      throw new Error(`of which cell is "${task.name}"?`);
    if (cell) tried.get(name)?.add(cell);
    onTestFailed(() => void failed.add(`${name}.${cell}`));
    stage = stages[name]();
    opened = openBoth();
    // A tenant of its own for each test: a breaker that one has opened must not be another's.
    tenant = await mintTenant();
  });
  const has = (cell: Cell) => cellsOf(stages[name]().open({})).includes(cell);

  test("create: gives an address to pay at, and asked without a key it opens nothing", async () => {
    const { url, checkoutId } = await open();
    expect(url).toMatch(/^https?:\/\//);
    expect(checkoutId).not.toBe("");
    const before = stage.opened();
    const asked = gateway().create(tenant.ctx, account(true), request());
    await expect(asked).rejects.toMatchObject({ course: "refused", reason: "credentials" });
    expect(stage.opened()).toBe(before);
  });

  test("create: refuses money that the gateway does not take, before it hears of it", async () => {
    await expect(open({ currency: "KWD" })).rejects.toMatchObject({
      reason: "currency_not_taken",
    });
    expect(stage.opened()).toBe(0);
  });

  test("create: not answered for is unknown, never a failure", async () => {
    expect(await lost(open)).toMatchObject({ course: "unknown", reason: "outcome_unknown" });
  });

  test("confirm: of what nobody paid, or of nonsense, charges nothing", async () => {
    const asked = await open();
    for (const back of ["", "token=x", "token=../../v2", "payment_id=1%27", "session_id=cs_x%3Fa"])
      expect((await confirm(asked, new URLSearchParams(back)))?.status ?? "none").toMatch(
        /none|pending/,
      );
    expect(stage.charged()).toBe(0);
  });

  test("confirm: of a payment that was declined says so, and the page can still be paid", async () => {
    const asked = await open();
    expect(await confirm(asked, stage.pay(asked, { declined: true }))).toMatchObject({
      ...{ status: "rejected", detail: expect.stringMatching(/\w/) as string },
    });
    expect(stage.charged()).toBe(0);
  });

  test("confirm: three times at once and not answered for is one charge in the end", async () => {
    const asked = await open();
    const back = stage.pay(asked);
    await lost(() => confirm(asked, back));
    await Promise.allSettled([confirm(asked, back), confirm(asked, back)]);
    expect(await confirm(asked, back)).toMatchObject({ status: "approved" });
    expect(stage.charged()).toBe(1);
  });

  test("lookUp: finds a charge by its id and by what was opened or our reference; what is not there is nothing", async () => {
    const asked = await open();
    const charge = await confirm(asked, stage.pay(asked));
    expect(await lookUp(charge?.id ?? "")).toMatchObject({ id: charge?.id, status: "approved" });
    const { reference, amountMinor, checkoutId: id } = asked;
    const found = await Promise.all([
      gateway().lookUp(tenant.ctx, account(), { kind: "reference", reference, amountMinor }),
      gateway().lookUp(tenant.ctx, account(), { kind: "checkout", id }),
    ]);
    expect(
      new Set(
        found
          .flat()
          .filter(({ status }) => status === "approved")
          .map((one) => one.id),
      ),
    ).toEqual(new Set([charge?.id]));
    expect(await lookUp("1")).toBeUndefined();
  });

  test("lookUp: takes nobody's money, also of what was agreed to and waits for our word", async () => {
    const asked = await open();
    stage.pay(asked);
    const before = stage.charged();
    const { reference, checkoutId: id } = asked;
    await gateway().lookUp(tenant.ctx, account(), { kind: "checkout", id });
    await gateway().lookUp(tenant.ctx, account(), { kind: "reference", reference });
    expect(stage.charged()).toBe(before);
  });

  test("refund: in part and then the rest; never more than came", async () => {
    const charge = await paid();
    expect(await refund(charge, 990)).toMatchObject({ status: "succeeded", amountMinor: 990 });
    expect(await lookUp(charge.id)).toMatchObject({
      status: "partiallyRefunded",
      refundedMinor: 990,
    });
    await expect(refund(charge, 8001, 990)).rejects.toMatchObject({ reason: stage.beyond });
    await refund(charge, 8000, 990);
    expect(await lookUp(charge.id)).toMatchObject({ status: "refunded", refundedMinor: 8990 });
  });

  test("refund: under one key is one refund, also when it was not answered for", async () => {
    const charge = await paid();
    const key = newId();
    expect(await lost(() => refund(charge, 990, 0, key))).toMatchObject({ course: "unknown" });
    expect(await refund(charge, 990, 0, key)).toMatchObject({ status: "succeeded" });
    expect(stage.refunded()).toBe(1);
    expect(await lookUp(charge.id)).toMatchObject({ refundedMinor: 990 });
  });

  if (has("tokenCharge")) {
    const charge = (card: Charge["card"], reference = newId()) =>
      gateway().tokenCharge?.(tenant.ctx, account(), {
        ...{ reference, amountMinor: 5000, currency: stage.currency, title: "Noviembre" },
        ...{ email: "ana@mail.example", card: card ?? { customer: "", token: "" } },
      });

    test("tokenCharge: of what was kept needs no customer; nothing is kept of who did not agree", async () => {
      expect((await paid()).card).toBeUndefined();
      const { card } = await paid({ keepCard: true });
      expect(card?.token).toMatch(/\w/);
      expect(await charge(card)).toMatchObject({ status: "approved", amountMinor: 5000 });
    });

    test("tokenCharge: that is declined is an answer with its reason", async () => {
      const { card } = await paid({ keepCard: true });
      stage.decline?.(card?.token ?? "");
      expect(await charge(card)).toMatchObject({
        ...{ status: "rejected", detail: expect.stringMatching(/\w/) as string },
      });
    });

    if (has("forgetCard")) {
      const forget = (card: Charge["card"]) =>
        gateway().forgetCard?.(tenant.ctx, account(), card ?? { customer: "", token: "" });

      test("forgetCard: once, twice or of what was never there it is forgotten, and charged no more", async () => {
        const [{ card }, { card: other }] = [
          await paid({ keepCard: true }),
          await paid({ keepCard: true }),
        ];
        await forget(card);
        await forget(card);
        await forget(card && { ...card, token: `${card.token.slice(0, -4)}0000` });
        await expect(charge(card)).rejects.toMatchObject({ course: "refused" });
        expect(await charge(other)).toMatchObject({ status: "approved" });
        expect(stage.charged()).toBe(3);
      });

      test("forgetCard: not answered for is unknown, and asked for again it is forgotten", async () => {
        const { card } = await paid({ keepCard: true });
        expect(await lost(() => forget(card))).toMatchObject({ course: "unknown" });
        await forget(card);
        await expect(charge(card)).rejects.toMatchObject({ course: "refused" });
      });

      test("forgetCard: with keys of nobody's is refused as such, and nothing is forgotten", async () => {
        const { card } = await paid({ keepCard: true });
        await expect(
          gateway().forgetCard?.(tenant.ctx, account(true), card ?? { customer: "", token: "" }),
        ).rejects.toMatchObject({ reason: "credentials" });
        expect(await charge(card)).toMatchObject({ status: "approved" });
      });
    }

    test("tokenCharge: not answered for is one charge when it is asked for again under its key", async () => {
      const { card } = await paid({ keepCard: true });
      const reference = newId();
      expect(await lost(() => charge(card, reference))).toMatchObject({ course: "unknown" });
      expect(await charge(card, reference)).toMatchObject({ status: "approved", reference });
      expect(stage.charged()).toBe(2);
    });
  }

  if (has("autopay")) {
    /** The product itself, on this gateway: from the kept card to the paid invoice. */
    const product = async () => {
      useGateway(gateway());
      const scene = await autopayScene(stage);
      return { scene, before: stage.charged() };
    };

    test("autopay: charges what is owed on its day to the kept card, once, and the invoice is paid; a card that is taken away charges nothing", async () => {
      const { scene, before } = await product();
      const invoiceId = await scene.bill("2026-11-10");
      await scene.day("2026-11-09");
      expect(stage.charged()).toBe(before);
      await scene.day("2026-11-10");
      await scene.day("2026-11-10", "18:00:00");
      expect(await scene.tries()).toMatchObject([{ status: "approved", number: 1, paid: true }]);
      expect([await scene.open(invoiceId), stage.charged()]).toEqual([0, before + 1]);
      await scene.bill("2026-11-11");
      expect(await scene.remove()).toMatchObject([{ atGateway: has("forgetCard") }]);
      await scene.day("2026-11-11");
      expect(stage.charged()).toBe(before + 1);
    });

    test("autopay: that is refused is tried again by the calendar, and then pays once", async () => {
      const { scene, before } = await product();
      stage.decline?.(scene.token, "soft");
      const invoiceId = await scene.bill("2026-11-10");
      await scene.day("2026-11-10");
      await scene.day("2026-11-10", "20:00:00");
      await scene.day("2026-11-11");
      stage.decline?.(scene.token, "never");
      for (const day of ["2026-11-12", "2026-11-13", "2026-11-14"]) await scene.day(day);
      expect(await scene.tries()).toMatchObject([
        ...[{ status: "rejected" }, { status: "rejected" }, { status: "approved", paid: true }],
      ]);
      expect([await scene.open(invoiceId), stage.charged()]).toEqual([0, before + 1]);
    });

    test.each(["after", "before"] as const)(
      "autopay: not answered for, silent %s it was charged, is charged once in the end",
      async (silent) => {
        const { scene, before } = await product();
        const invoiceId = await scene.bill("2026-11-10");
        stage.fail({ silent });
        useGateway(opened?.hasty ?? gateway());
        await scene.day("2026-11-10");
        useGateway(gateway());
        expect(await scene.tries()).toMatchObject([{ status: "unknown" }]);
        expect(stage.charged()).toBe(silent === "after" ? before + 1 : before);
        await scene.day("2026-11-10", "15:31:00");
        for (const time of ["15:36:00", "15:40:00", "16:10:00", "17:40:00"])
          await scene.janitor("2026-11-10", time);
        for (const day of ["2026-11-11", "2026-11-12", "2026-11-13"]) await scene.day(day);
        expect((await scene.tries()).at(-1)).toMatchObject({ status: "approved", paid: true });
        expect([await scene.open(invoiceId), stage.charged()]).toEqual([0, before + 1]);
        expect(await scene.payments()).toHaveLength(2);
      },
    );
  }

  const { methods, name: _, ...adapter } = stages[name]().open({});
  const places = Object.entries(methods.local).flatMap(([country, money]) =>
    Object.keys(money).map((currency) => ({ country, currency })),
  );
  /** Opens a page for an account there; what is shown to who stands before it. */
  const shown = async (at: Place, methodsOff: readonly PayMethod[] = []) => {
    const there = { ...account(), country: at.country, methodsOff, voucherDays: 3 };
    const wanted = request({ currency: at.currency, amountMinor: 9000 });
    const { id: checkoutId } = await gateway().create(tenant.ctx, there, wanted);
    const asked = { ...wanted, checkoutId };
    const form = adapter.form && (await gateway().form?.(tenant.ctx, there, asked));
    return { asked, ways: stage.offers(asked, { form, country: at.country }) };
  };

  test.each(places.length > 0 ? places : [{ country: "PE", currency: stages[name]().currency }])(
    "methods: in $country, in $currency, are precisely those that are switched on",
    async (at) => {
      const all = methodsOf(methods, at.country, at.currency);
      expect((await shown(at)).ways.toSorted()).toEqual(all.toSorted());
      for (const off of all.length > 1 ? all : []) {
        const rest = all.filter((method) => method !== off);
        expect((await shown(at, [off])).ways.toSorted()).toEqual(rest.toSorted());
        expect((await shown(at, rest)).ways).toEqual([off]);
      }
      await expect(shown(at, all)).rejects.toMatchObject({ reason: "no_method" });
      ways.push({ name, ...at, methods: all });
    },
  );

  if (stages[name]().payLater)
    test.each(places)(
      "methods: in $country, in $currency, a slip is told with its end, and paid at last it is money",
      async (at) => {
        for (const method of methods.local[at.country]?.[at.currency] ?? []) {
          const only = [...methodsOf(methods, at.country, at.currency)].filter(
            (one) => one !== method,
          );
          const { asked } = await shown(at, only);
          const end = new Date(
            Math.floor(asked.expiresAt.getTime() / 1000) * 1000 + 66 * 3_600_000,
          );
          const told = stage.codesEnd?.(asked, method) ?? end;
          expect(Math.abs(told.getTime() - end.getTime())).toBeLessThan(1_000);
          if (name === "culqi" && method === "yape") continue; // At once, by a token.
          const payIt = stage.payLater?.(asked, method, end);
          const look = async () => {
            const { reference, checkoutId: id } = asked;
            const found = await Promise.all([
              gateway().lookUp(tenant.ctx, account(), { kind: "reference", reference }),
              gateway().lookUp(tenant.ctx, account(), { kind: "checkout", id }),
            ]);
            return found.flat()[0];
          };
          const waits = await look();
          expect([method, waits?.status]).toEqual([method, "pending"]);
          expect(waits?.voucherUrl ?? waits?.voucherCode).toMatch(/\w/);
          // A transfer to a balance has no end of its own.
          if (method !== "spei" || name !== "stripe")
            expect(Math.abs((waits?.expiresAt?.getTime() ?? 0) - end.getTime())).toBeLessThan(
              1_000,
            );
          payIt?.();
          expect([method, (await look())?.status]).toEqual([method, "approved"]);
        }
      },
    );

  const { notice } = stages[name]();
  if (notice && has("notification")) {
    const read = async (over: { body?: string; wrong?: true } = {}) => {
      const told = stage.notice?.();
      const body = over.body ?? told?.body ?? "";
      const headers = new Headers(told?.headers);
      const of = account(over.wrong);
      await gateway().learnKey?.(tenant.ctx, of, headers);
      const query = new URLSearchParams(told?.query);
      const live = { ...of, live: true };
      return gateway().readNotice?.(live, {
        raw: Buffer.from(body),
        headers,
        query,
        now: new Date(),
      });
    };

    test("notification: of the gateway's is a hint at what to ask for, and what it tells then is the charge", async () => {
      const charge = await paid();
      const { subject, key } = (await read()) ?? {};
      expect(key).not.toBe("");
      if (!subject) throw new Error("it says nothing");
      const found = await gateway().lookUp(tenant.ctx, account(), subject);
      expect(found.map(({ id }) => id)).toContain(charge.id);
    });

    test("notification: that the gateway did not send is refused", async () => {
      await paid();
      await expect(read({ wrong: true })).rejects.toMatchObject({ code: "unauthenticated" });
    });

    test("notification: cut short is not believed", async () => {
      await paid();
      const body = (stage.notice?.().body ?? "").slice(0, -4);
      await expect(read({ body })).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:unauthenticated|invalid)$/) as string,
      });
    });
  }
});

test("the matrix in docs says what was proven here, cell by cell, and nothing else", () => {
  for (const name of GATEWAYS)
    expect([name, proven(name)]).toEqual([name, cellsOf(stages[name]().open({}))]);
  const cells = GATEWAYS.map((name) => ({ name, cells: proven(name) }));
  const matrix = `${capabilityMatrix(cells)}\n${methodMatrix(ways)}`;
  // `UPDATE_MATRIX=1 vitest run server/integrations/payments/contract.test.ts` writes it anew.
  if (process.env["UPDATE_MATRIX"] === "1") writeFileSync(MATRIX, matrix);
  expect(existsSync(MATRIX) ? readFileSync(MATRIX, "utf8") : "").toBe(matrix);
});
