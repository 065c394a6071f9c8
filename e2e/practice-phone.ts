import { expect, type Locator, type Page } from "@playwright/test";
import { z } from "zod";

const practice = z.object({ phone: z.object({ url: z.string() }) });

/** Where the demo's WhatsApp messages arrive. */
const phoneUrl = (): string =>
  practice.parse(JSON.parse(process.env.TRAMA_E2E_BASE ?? "{}")).phone.url;
const digitsOf = (phone: string): string => phone.replace(/\D/g, "");

/** Opens the chat of a number, which is to read it, from the list of chats; gives the newest message with these words. */
export async function readChat(page: Page, phone: string, words: string): Promise<Locator> {
  await page.goto(`${phoneUrl()}/?q=${digitsOf(phone)}`);
  await expect(page.getByRole("heading", { name: "Teléfono de práctica" })).toBeVisible();
  await page.getByRole("link", { name: new RegExp(digitsOf(phone)) }).click();
  const message = page.getByRole("listitem").filter({ hasText: words }).last();
  await expect(message).toBeVisible();
  return message;
}

/** The chat of a number to which nothing comes. */
export async function noChat(page: Page, phone: string): Promise<void> {
  await page.goto(`${phoneUrl()}/?q=${digitsOf(phone)}`);
  await expect(page.getByText("Este número no tiene WhatsApp")).toBeVisible();
}
