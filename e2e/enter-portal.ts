import { expect, type Page } from "@playwright/test";
import { signedIn } from "./fixtures";
import { origin } from "./product";

let known: string[] | undefined;

/**
 * A demo customer of FibraNet with an e-mail and invoices, another each time: codes for one address are bounded, and what a
 * journey does to its customer (another language) is no other journey's matter.
 */
export async function portalCustomer(page: Page): Promise<string> {
  known ??= await customersOf(page);
  const [email] = known.splice(Math.floor(Math.random() * known.length), 1);
  if (!email) throw new Error("no other demo customer has an e-mail and owes");
  return email;
}

async function customersOf(page: Page): Promise<string[]> {
  const context = await page.context().browser()?.newContext({ locale: "es-PE" });
  if (!context) throw new Error("no browser");
  const staff = await context.newPage();
  await signedIn(staff, "fibranet", "owner");
  await staff.goto(`${origin("staff", "fibranet")}/`);
  const found = await staff.evaluate(async () => {
    // Who owes has an invoice; by number, those of the demo come before those of other journeys.
    const asked = { filters: "portalAccess=yes&owes=yes", sort: "number", limit: 100 };
    const input = encodeURIComponent(JSON.stringify(asked));
    const answer = await fetch(`/api/trpc/customers.list?input=${input}`);
    const { result } = (await answer.json()) as {
      result: { data: { items: { email: string | null; portalAccess: boolean }[] } };
    };
    return result.data.items.flatMap(({ email, portalAccess }) =>
      email && portalAccess ? [email] : [],
    );
  });
  await context.close();
  return found;
}

/** The newest message with a code to an address, as the outbox of a demo shows it. */
export async function mailTo(page: Page, email: string): Promise<{ code: string; link: string }> {
  let text = "";
  await expect
    .poll(
      async () => {
        text = await page.evaluate(async (to) => {
          const answer = await fetch(`/dev/outbox.json?to=${encodeURIComponent(to)}`);
          const sent = (await answer.json()) as { text: string }[];
          // Other news may arrive after the code.
          return sent.find((mail) => /\b\d{6}\b/.test(mail.text))?.text ?? "";
        }, email);
        return text;
      },
      { timeout: 60_000 },
    )
    .toMatch(/\b\d{6}\b/);
  return {
    code: /(?<![\d.])\d{6}(?!\d)/.exec(text)?.[0] ?? "",
    link: /https?:\/\/\S+#[\w-]{43}/.exec(text)?.[0] ?? "",
  };
}

/** Asks for a code as a customer does; gives the address. */
export async function askForCode(page: Page): Promise<string> {
  const email = await portalCustomer(page);
  await page.goto(`${origin("staff", "fibranet")}/portal/sign-in`);
  await page.getByLabel("Correo o teléfono").fill(email);
  await page.getByRole("button", { name: "Enviar código" }).click();
  await page.getByLabel("Código").waitFor();
  return email;
}

/** Enters FibraNet's portal by code as a demo customer. */
export async function enterPortal(page: Page): Promise<void> {
  const email = await askForCode(page);
  await page.getByLabel("Código").fill((await mailTo(page, email)).code);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.waitForURL(`${origin("staff", "fibranet")}/portal`);
}
