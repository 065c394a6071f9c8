import { webhooksDoor } from "@/server/doors/webhooks";
import { newId } from "@/server/kernel/ids";
import { TramaError } from "@/server/kernel/errors";
import { confirmCheckout } from "@/server/modules/payments/gateways/confirm-checkout";
import { openCheckout } from "@/server/modules/payments/gateways/open-checkout";
import { openGateway } from "@/server/modules/payments/gateways/open-gateway";
import { recordPayment } from "@/server/modules/payments/record-payment";
import type { Ctx } from "@/server/tenancy/context";
import { hostOf } from "../http";
import type { Random } from "../faults/random";
import { type Debtor, lookAt, OWED_MINOR, type Storm } from "./storm-scene";

/** What must be so in the end for who went through it. */
export type Verdict = {
  /** On the router and in the books. */
  service: "on" | "off";
  open: number;
  credit: number;
};

const PAID: Verdict = { service: "on", open: 0, credit: 0 };
const UNPAID: Verdict = { service: "off", open: OWED_MINOR, credit: 0 };

/** Courses of money that came and was lost again. */
export const LOST: readonly string[] = ["chargedBackLater", "refundedLater"];

export type Setting = { storm: Storm; debtor: Debtor; random: Random; acknowledged: string[] };
type Course = (setting: Setting) => Promise<Verdict>;

const ctxOf = ({ owner }: Storm): Ctx => ({ ...owner, now: new Date() });

/** Opens the gateway's page; gives the session there and our attempt. */
async function open({ storm, debtor }: Setting): Promise<{ session: string; attemptId: string }> {
  const { attemptId } = await openCheckout(ctxOf(storm), {
    ...{ customerId: debtor.customerId, integrationId: storm.stripeId },
    invoiceIds: [debtor.invoiceId],
  });
  return { session: sessionOf(storm, attemptId), attemptId };
}

const sessionOf = ({ stripe }: Storm, attemptId: string): string =>
  [...stripe.sessions.values()].find((one) => one.client_reference_id === attemptId)?.id ?? "";

type Bytes = { body: string; headers: Record<string, string> };

/** At the door; a notice that is answered with 200 may not be lost from here on. */
async function knock(setting: Setting, notice: Bytes, over: { slug?: string } = {}) {
  const { storm, acknowledged } = setting;
  const host = hostOf(over.slug ?? storm.tenant.slug);
  const url = `http://${host}/api/webhooks/payments/stripe/${storm.stripeId}`;
  const { status } = await webhooksDoor(
    new Request(url, { method: "POST", body: notice.body, headers: { ...notice.headers, host } }),
    { ip: "127.0.0.1", requestId: newId(), proxied: false },
  );
  if (status === 200) acknowledged.push((JSON.parse(notice.body) as { id: string }).id);
  return status;
}

/** Everything that the gateway says of this payment, signed now. */
function noticesOf({ stripe }: Storm, intent: string): Bytes[] {
  const about = stripe.events.filter((body) => body.includes(intent));
  return about.map((body) => stripe.notice(body));
}

const comeBack = ({ storm }: Setting, attemptId: string, session: string) =>
  confirmCheckout(ctxOf(storm), {
    ...{ attemptId, returned: new URLSearchParams({ session_id: session }) },
  });

async function pay(setting: Setting): Promise<{ intent: string; back(): Promise<unknown> }> {
  const { session, attemptId } = await open(setting);
  const intent = setting.storm.stripe.pay(session);
  return { intent, back: () => comeBack(setting, attemptId, session) };
}

const all = async (setting: Setting, notices: readonly Bytes[]) => {
  for (const notice of notices) await knock(setting, notice);
};

/** Every way that §4 of the issue names; each with what it must come to. */
export const courses: Readonly<Record<string, Course>> = {
  noticeFirst: async (setting) => {
    const { intent, back } = await pay(setting);
    await all(setting, noticesOf(setting.storm, intent));
    await back();
    return PAID;
  },
  noticeAfter: async (setting) => {
    const { intent, back } = await pay(setting);
    await back();
    await all(setting, noticesOf(setting.storm, intent));
    return PAID;
  },
  noticeTwice: async (setting) => {
    const { intent } = await pay(setting);
    const notices = noticesOf(setting.storm, intent);
    await all(setting, [...notices, ...notices]);
    return PAID;
  },
  threeAtOnce: async (setting) => {
    const { intent, back } = await pay(setting);
    const notices = noticesOf(setting.storm, intent);
    const thrice = [...notices, ...notices, ...notices].map((one) => knock(setting, one));
    await Promise.all([...thrice, back()]);
    return PAID;
  },
  turnedRound: async (setting) => {
    const { intent } = await pay(setting);
    await all(setting, noticesOf(setting.storm, intent).toReversed());
    return PAID;
  },
  noNotice: async (setting) => {
    await pay(setting);
    return PAID;
  },
  forged: async (setting) => {
    const { session } = await open(setting);
    const { stripe } = setting.storm;
    const body = JSON.stringify({
      ...{ id: `evt_${newId()}`, object: "event", type: "checkout.session.completed" },
      ...{ livemode: false, data: { object: { id: session, object: "checkout.session" } } },
    });
    const { headers } = stripe.notice(`${body} `);
    if ((await knock(setting, { body, headers })) === 200) throw new Error("a forgery was taken");
    return UNPAID;
  },
  truncated: async (setting) => {
    const { intent } = await pay(setting);
    for (const { body, headers } of noticesOf(setting.storm, intent)) {
      const status = await knock(setting, { body: body.slice(0, body.length / 2), headers });
      if (status === 200) throw new Error("half a notice was taken");
    }
    // The whole one comes later, or the janitor asks.
    if (setting.random.chance(0.5)) await all(setting, noticesOf(setting.storm, intent));
    return PAID;
  },
  otherTenant: async (setting) => {
    const { session } = await open(setting);
    const [notice] = [setting.storm.stripe.notice(JSON.stringify({ id: session }))];
    if (!notice || (await knock(setting, notice, { slug: "nobody" })) === 200)
      throw new Error("another tenant's notice was taken");
    return UNPAID;
  },
  otherAmount: async (setting) => {
    const { session } = await open(setting);
    const intent = setting.storm.stripe.pay(session, { amount: OWED_MINOR - 5_000 });
    await all(setting, noticesOf(setting.storm, intent));
    return UNPAID;
  },
  silentGateway: async (setting) => {
    const { storm, debtor } = setting;
    storm.stripe.fail({ silent: "after" });
    const before = new Set(storm.stripe.sessions.keys());
    await open(setting).catch((error: unknown) => {
      if (!(error instanceof TramaError)) throw error;
    });
    const session = [...storm.stripe.sessions.values()].find((one) => !before.has(one.id));
    if (!session) throw new Error(`nothing was opened for ${debtor.at}`);
    storm.stripe.pay(session.id);
    return PAID;
  },
  chargedBackLater: async (setting) => {
    const { intent } = await pay(setting);
    await all(setting, noticesOf(setting.storm, intent));
    setting.storm.stripe.dispute(intent, "lost");
    await all(setting, noticesOf(setting.storm, intent));
    return UNPAID;
  },
  refundedLater: async (setting) => {
    const { storm } = setting;
    const { intent } = await pay(setting);
    await all(setting, noticesOf(storm, intent));
    // By a hand at the gateway: our books hear of it by its notice.
    const ctx = ctxOf(storm);
    const { gateway, account } = await openGateway(ctx, storm.stripeId);
    const money = { amountMinor: OWED_MINOR, refundedMinor: 0, currency: "PEN" };
    await gateway.refund(ctx, account, { ...money, chargeId: intent, key: newId() });
    await all(setting, noticesOf(storm, intent));
    return UNPAID;
  },
  duringTheCut: async (setting) => {
    const { storm, debtor } = setting;
    const [{ intent }] = await Promise.all([pay(setting), lookAt(storm, [debtor])]);
    await Promise.all([
      ...noticesOf(storm, intent).map((one) => knock(setting, one)),
      lookAt(storm, [debtor]),
    ]);
    return PAID;
  },
  twoAtOnce: async (setting) => {
    const { storm, debtor } = setting;
    const { intent } = await pay(setting);
    const [notice] = noticesOf(storm, intent);
    const { customerId } = debtor;
    await Promise.all([
      ...(notice ? [knock(setting, notice)] : []),
      recordPayment(ctxOf(storm), { customerId, method: "cash", amountMinor: OWED_MINOR }),
    ]);
    return { service: "on", open: 0, credit: OWED_MINOR };
  },
  never: async () => UNPAID,
};
