import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { openResendMail } from "@/server/integrations/resend/mail";
import { openSmtpMail } from "@/server/integrations/smtp/mail";
import { Invalid, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { startTestSmtp } from "@/server/testing/smtp";
import { mintTenant } from "@/server/testing/tenant";
import { ResendStandin } from "@/standins/resend/handler";
import { serveHandler } from "@/standins/serve-handler";
import { openConsoleMail } from "./console";
import { type MailInput, parseParty } from "./mail";
import type { MailTransport } from "./port";
import { sendMail } from "./send-mail";

/** What arrived, in words that both transports share. */
type Seen = {
  from: string;
  to: string[];
  replyTo: string | undefined;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  attachments: { name: string; bytes: string }[];
};
type Rig = {
  open(): MailTransport;
  seen(): Seen[];
  failOnce(kind: "later" | "never"): void;
  unreachable(): MailTransport;
  stop(): Promise<void>;
};

const rigs: { name: string; start(): Promise<Rig> }[] = [
  { name: "smtp", start: smtpRig },
  { name: "resend", start: resendRig },
];

// A tenant of its own each time: rate limits and breakers are per tenant.
const ctx = () => systemCtx(newId(), "test");
const mail = (over: Partial<MailInput> = {}): MailInput => ({
  from: { name: "Fibranet Perú", address: "no-reply@fibranet.example" },
  to: { name: "Ñandú Ríos", address: "cliente@example.com" },
  subject: "Su recibo de noviembre — S/ 89.90 ☕",
  html: "<p>Hola <b>Ñandú</b></p>",
  text: "Hola Ñandú",
  idempotencyKey: newId(),
  ...over,
});

describe.each(rigs)("mail by $name", ({ start }) => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await start();
    return () => rig.stop();
  });
  const last = () => rig.seen().at(-1);

  test("sender, recipient, subject and both bodies arrive as they were", async () => {
    await sendMail(ctx(), mail(), rig.open());
    expect(last()).toMatchObject({
      from: "Fibranet Perú <no-reply@fibranet.example>",
      to: ["cliente@example.com"],
      replyTo: undefined,
      subject: "Su recibo de noviembre — S/ 89.90 ☕",
      html: "<p>Hola <b>Ñandú</b></p>",
      text: "Hola Ñandú",
    });
  });

  test("reply address, allowed headers and attachments arrive", async () => {
    const headers = { "List-Unsubscribe": "<https://x.example/u>", "X-Trama-Tenant": "t1" };
    const bytes = Uint8Array.from({ length: 3000 }, (_, i) => i % 256);
    const attachments = [{ name: "recibo 1.pdf", mediaType: "application/pdf", bytes }];
    const replyTo = { name: 'Juan "El 2", Soporte', address: "soporte@fibranet.example" };
    await sendMail(ctx(), mail({ headers, attachments, replyTo }), rig.open());
    expect(last()?.headers).toMatchObject({
      "list-unsubscribe": "<https://x.example/u>",
      "x-trama-tenant": "t1",
    });
    expect(last()?.replyTo).toBe('Juan "El 2", Soporte <soporte@fibranet.example>');
    expect(last()?.attachments).toEqual([
      { name: "recibo 1.pdf", bytes: Buffer.from(bytes).toString("hex") },
    ]);
  });

  test("no text of a name, subject, header or address becomes a header or a recipient of its own", async () => {
    await sendMail(ctx(), mail(), rig.open());
    const usual = Object.keys(last()?.headers ?? {}).toSorted();
    const hostile = fc.string({
      unit: fc.constantFrom(
        "\r\n",
        "\n",
        "\r",
        "Bcc: x@evil.example",
        "<",
        ">",
        ",",
        '"',
        "\\",
        "a",
        " ",
        "\u2028",
        "\0",
        "=?utf-8?Q?=0A?=",
      ),
      minLength: 1,
      maxLength: 12,
    });
    const input = fc.record({ name: hostile, subject: hostile, key: fc.uuid() });
    await fc.assert(
      fc.asyncProperty(input, async ({ name, subject, key }) => {
        const before = rig.seen().length;
        const sent = await sendMail(
          ctx(),
          mail({
            from: { name, address: "no-reply@fibranet.example" },
            to: { name, address: "cliente@example.com" },
            subject,
            idempotencyKey: key,
          }),
          rig.open(),
        ).catch((error: unknown) => error);
        if (sent instanceof Invalid) return;
        expect(rig.seen()).toHaveLength(before + 1);
        expect(last()?.to).toEqual(["cliente@example.com"]);
        expect(last()?.from).toMatch(/(?:^|<)no-reply@fibranet\.example>?$/);
        expect(Object.keys(last()?.headers ?? {}).toSorted()).toEqual(usual);
      }),
      { numRuns: 30 },
    );
  }, 150_000);

  test("a hostile address, header or attachment name is refused before anything is sent", async () => {
    const before = rig.seen().length;
    const bad: Partial<MailInput>[] = [
      ...[
        "a@b.c\r\nBcc: x@y.z",
        "a@b.c, d@e.f",
        "<a@b.c>",
        '"a b"@c.d',
        "a b@c.d",
        "ñ@b.c",
        "a",
        "",
      ].map((address) => ({ to: { address } })),
      { headers: { Bcc: "x@y.z" } },
      { headers: { "X-Trama-A\r\nBcc": "x" } },
      { headers: { "X-Trama-A": "x\r\nBcc: y@z.example" } },
      { headers: { From: "ceo@bank.example" } },
      { attachments: [{ name: "../x", mediaType: "text/plain", bytes: new Uint8Array() }] },
      { idempotencyKey: "a\r\nb" },
      { subject: "\r\n" },
    ];
    for (const over of bad)
      await expect(sendMail(ctx(), mail(over), rig.open())).rejects.toMatchObject({
        key: "mail_invalid",
      });
    expect(rig.seen()).toHaveLength(before);
  });

  test("one key names one mail: its id is the same on a second sending", async () => {
    const same = mail();
    const first = await sendMail(ctx(), same, rig.open());
    const second = await sendMail(ctx(), same, rig.open());
    expect(second).toEqual(first);
    expect((await sendMail(ctx(), mail(), rig.open())).messageId).not.toBe(first.messageId);
  });

  test("a mail refused for good is Invalid and is not tried again", async () => {
    const before = rig.seen().length;
    rig.failOnce("never");
    await expect(sendMail(ctx(), mail(), rig.open())).rejects.toMatchObject({
      key: "mail_refused",
    });
    await sendMail(ctx(), mail(), rig.open());
    expect(rig.seen()).toHaveLength(before + 1);
  });

  test("a server that cannot now, or is not there, is Unavailable", async () => {
    for (let i = 0; i < 3; i++) rig.failOnce("later");
    await expect(sendMail(ctx(), mail(), rig.open())).rejects.toBeInstanceOf(Unavailable);
    await expect(sendMail(ctx(), mail(), rig.unreachable())).rejects.toBeInstanceOf(Unavailable);
  });
});

test("inside a transaction no mail is sent", async () => {
  const tenant = await mintTenant();
  await expect(inTenant(tenant.ctx, () => sendMail(tenant.ctx, mail()))).rejects.toThrow(
    "transaction",
  );
});

test("the console prints the text, and never the sender's control characters", async () => {
  const printed: string[] = [];
  const transport = openConsoleMail((text) => printed.push(text));
  await sendMail(ctx(), mail({ subject: "a\u001b[2Jb" }), transport);
  expect(printed.join("")).toContain("Hola Ñandú");
  expect(printed.join("")).not.toContain("\u001b");
});

test("an address line is read into its parts", () => {
  expect(parseParty("Trama <no-reply@localhost>")).toEqual({
    name: "Trama",
    address: "no-reply@localhost",
  });
  expect(parseParty("a@b.pe")).toEqual({ address: "a@b.pe" });
  expect(parseParty('"Red, S.A." <a@b.pe>').name).toBe("Red, S.A.");
  for (const text of ["", "a", "a@b.pe, c@d.pe", "x <a@b.pe> y", "a@b.pe\nBcc: c@d.pe"])
    expect(() => parseParty(text)).toThrow(/./);
});

describe("smtp only", () => {
  test("it signs in with the account of the URL; a wrong password is Unavailable, for the account can be mended", async () => {
    const smtp = await startTestSmtp({ user: "u", pass: "p%3A" });
    await sendMail(ctx(), mail(), openSmtpMail(smtp.url)).catch(() => undefined);
    const right = openSmtpMail(`smtp://u:${encodeURIComponent("p%3A")}@127.0.0.1:${smtp.port}`);
    const before = smtp.delivered.length;
    await sendMail(ctx(), mail(), right);
    expect(smtp.delivered).toHaveLength(before + 1);
    const wrong = openSmtpMail(`smtp://u:wrong@127.0.0.1:${smtp.port}`);
    await expect(sendMail(ctx(), mail(), wrong)).rejects.toBeInstanceOf(Unavailable);
    await smtp.stop();
  });
});

describe("resend only", () => {
  test("a lost answer or a throttle is tried again, and the key keeps it one mail", async () => {
    const standin = new ResendStandin();
    const served = await serveHandler(standin.handle);
    const transport = openResendMail({ apiKey: standin.apiKey, baseUrl: served.url });
    standin.fail(
      { status: 502, afterCommit: true },
      { status: 429, headers: { "retry-after": "1" } },
    );
    const { messageId } = await sendMail(ctx(), mail(), transport);
    expect(standin.sent.map((one) => one.id)).toEqual([messageId]);
    const wrong = openResendMail({ apiKey: "re_wrong", baseUrl: served.url });
    await expect(sendMail(ctx(), mail(), wrong)).rejects.toBeInstanceOf(Unavailable);
    await served.stop();
  });
});

async function smtpRig(): Promise<Rig> {
  const smtp = await startTestSmtp();
  return {
    open: () => openSmtpMail(smtp.url),
    seen: () =>
      smtp.delivered.map(({ to, parsed }) => ({
        from: `${parsed.from?.name} <${parsed.from?.address}>`,
        to,
        replyTo: parsed.replyTo?.[0] && `${parsed.replyTo[0].name} <${parsed.replyTo[0].address}>`,
        subject: parsed.subject ?? "",
        html: (parsed.html ?? "").trim(),
        text: (parsed.text ?? "").trim(),
        headers: Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value])),
        attachments: parsed.attachments.map((file) => ({
          name: file.filename ?? "",
          bytes: Buffer.from(file.content as ArrayBuffer).toString("hex"),
        })),
      })),
    failOnce: (kind) => smtp.fail(kind === "later" ? 451 : 550),
    unreachable: () => openSmtpMail("smtp://127.0.0.1:1"),
    stop: smtp.stop,
  };
}

async function resendRig(): Promise<Rig> {
  const standin = new ResendStandin();
  const served = await serveHandler(standin.handle);
  const plain = (party: string) =>
    party.replace(/^"((?:[^"\\]|\\.)*)"/, (_, name: string) => name.replace(/\\(.)/g, "$1"));
  return {
    open: () => openResendMail({ apiKey: standin.apiKey, baseUrl: served.url }),
    seen: () =>
      standin.sent.map((sent) => ({
        from: plain(sent.from),
        to: sent.to,
        replyTo: sent.reply_to && plain(sent.reply_to),
        subject: sent.subject,
        html: sent.html,
        text: sent.text,
        headers: Object.fromEntries(
          Object.entries(sent.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
        ),
        attachments: (sent.attachments ?? []).map((file) => ({
          name: file.filename,
          bytes: Buffer.from(file.content, "base64").toString("hex"),
        })),
      })),
    failOnce: (kind) => standin.fail({ status: kind === "later" ? 503 : 422 }),
    unreachable: () => openResendMail({ apiKey: "x", baseUrl: "http://127.0.0.1:1" }),
    stop: served.stop,
  };
}
