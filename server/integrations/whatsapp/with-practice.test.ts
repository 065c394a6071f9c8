import { expect, test } from "vitest";
import { SendProblem } from "@/server/modules/notifications/port";
import { PRACTICE_TOKEN } from "@/server/modules/notifications/rules/practice-number";
import type { WhatsappApi } from "./schema";
import { withPractice } from "./with-practice";

const named = (id: string): WhatsappApi => ({
  sendTemplate: () => Promise.resolve({ id, waId: undefined }),
  listTemplates: () => Promise.resolve([]),
});
const ctx = { tenantId: "t", requestId: "r" };
const message = {
  ...{ to: { phone: "+51999888777" }, name: "x", language: "es" },
  ...{ components: [], callbackData: "m" },
};
const sendBy = async (accessToken: string, practice?: WhatsappApi) => {
  const account = { integrationId: "i", phoneNumberId: "1", businessAccountId: "2", accessToken };
  return (await withPractice(named("vendor"), practice).sendTemplate(ctx, account, message)).id;
};

test("only a practice number's messages go to the practice phone, every other's to the vendor", async () => {
  expect(await sendBy(`${PRACTICE_TOKEN}1`, named("practice"))).toBe("practice");
  expect(await sendBy("EAAG1practice-2", named("practice"))).toBe("vendor");
  expect(await sendBy("EAAG1", undefined)).toBe("vendor");
});

test("where no practice phone runs, a practice number's message leaves this machine by no way: the next channel takes it", async () => {
  const sending = sendBy(`${PRACTICE_TOKEN}1`, undefined);
  await expect(sending).rejects.toThrow(SendProblem);
  await expect(sending).rejects.toMatchObject({ course: "fallBack", reason: "unavailable" });
});
