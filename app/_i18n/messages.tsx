import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { NAMESPACES, pickMessages } from "./namespaces";

type MessagesProps = { of: keyof typeof NAMESPACES; children: ReactNode };

/** Hands the browser the texts that the screens of a face say, and no others. */
export async function Messages({ of, children }: MessagesProps) {
  const messages = pickMessages(await getMessages(), NAMESPACES[of]);
  return <NextIntlClientProvider messages={messages}>{children}</NextIntlClientProvider>;
}
