import { Body, Container, Head, Hr, Html, Preview, Text } from "@react-email/components";
import type { ReactNode } from "react";

type LayoutProps = {
  locale: string;
  /** First words that a mailbox shows beside the subject. */
  preview: string;
  /** Who writes: the tenant's own name, never ours on a tenant's mail. */
  senderName: string;
  footer: string;
  children: ReactNode;
};

/** The frame of every mail: one column, system fonts, no image to load and none to track. */
export function Layout({ locale, preview, senderName, footer, children }: LayoutProps) {
  return (
    <Html lang={locale}>
      <Head />
      <Preview>{preview}</Preview>
      <Body style={{ backgroundColor: "#f4f4f5", fontFamily: FONTS, margin: 0 }}>
        <Container style={{ backgroundColor: "#ffffff", padding: "32px", maxWidth: "560px" }}>
          <Text style={{ fontSize: "15px", fontWeight: 600, color: "#18181b", margin: 0 }}>
            {senderName}
          </Text>
          <Hr style={{ borderColor: "#e4e4e7", margin: "16px 0 24px" }} />
          {children}
          <Hr style={{ borderColor: "#e4e4e7", margin: "32px 0 16px" }} />
          <Text style={{ fontSize: "12px", lineHeight: "18px", color: "#52525b", margin: 0 }}>
            {footer}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

const FONTS = '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
