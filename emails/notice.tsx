import { Button, Heading, Text } from "@react-email/components";
import { Layout } from "./_components/layout";

export type NoticeProps = {
  locale: "es" | "en" | "pt";
  senderName: string;
  title: string;
  paragraphs: readonly string[];
  /** One thing to do, as a button and as a plain address for readers without it. */
  action?: { label: string; url: string };
  footer: string;
};

/** A short message with at most one thing to do: welcome, warning, request. Words come from messages/. */
export function Notice({ locale, senderName, title, paragraphs, action, footer }: NoticeProps) {
  return (
    <Layout
      locale={locale}
      preview={paragraphs[0] ?? title}
      senderName={senderName}
      footer={footer}
    >
      <Heading
        as="h1"
        style={{ fontSize: "20px", lineHeight: "28px", color: "#18181b", margin: 0 }}
      >
        {title}
      </Heading>
      {paragraphs.map((paragraph) => (
        <Text key={paragraph} style={{ fontSize: "15px", lineHeight: "24px", color: "#27272a" }}>
          {paragraph}
        </Text>
      ))}
      {action && (
        <>
          <Button href={action.url} style={BUTTON}>
            {action.label}
          </Button>
          <Text style={{ fontSize: "12px", color: "#52525b", wordBreak: "break-all" }}>
            {action.url}
          </Text>
        </>
      )}
    </Layout>
  );
}

const BUTTON = {
  backgroundColor: "#18181b",
  borderRadius: "6px",
  color: "#ffffff",
  fontSize: "15px",
  fontWeight: 600,
  padding: "12px 20px",
};
