import { Button, Heading, Link, Text } from "@react-email/components";
import { createElement, Fragment, type ReactNode } from "react";
import type { FilledBlock, FilledInline } from "@/server/modules/templates/rules/fill-blocks";
import { type MailFace, MessageLayout } from "./_components/message-layout";

export type MessageProps = {
  locale: "es" | "en" | "pt";
  /** First words that a mailbox shows beside the subject. */
  preview: string;
  face: MailFace;
  blocks: readonly FilledBlock[];
  footer: readonly string[];
};

/** A templated message in the tenant's colours. React escapes every word; addresses were checked before. */
export function Message({ locale, preview, face, blocks, footer }: MessageProps) {
  return (
    <MessageLayout locale={locale} preview={preview} face={face} footer={footer}>
      {inOrder(blocks.map((block) => drawBlock(block, face)))}
    </MessageLayout>
  );
}

/** Nodes that never change places need no keys. */
const inOrder = (nodes: ReactNode[]): ReactNode => createElement(Fragment, null, ...nodes);

function drawBlock(block: FilledBlock, face: MailFace): ReactNode {
  switch (block.kind) {
    case "heading":
      return (
        <Heading as="h1" className="ink" style={HEADING}>
          {drawInline(block.children, face)}
        </Heading>
      );
    case "code":
      return (
        <Text className="code" style={CODE}>
          {block.text}
        </Text>
      );
    case "list":
      return (
        <ul style={{ margin: "16px 0", paddingLeft: "22px" }}>
          {inOrder(block.items.map((item) => drawItem(item, face)))}
        </ul>
      );
    case "button":
      return (
        <>
          <Button href={block.href} style={buttonStyle(face)}>
            {drawInline(block.children, face)}
          </Button>
          <Text className="quiet" style={ADDRESS}>
            {block.href}
          </Text>
        </>
      );
    default:
      return (
        <Text className="ink" style={{ ...TEXT, margin: "16px 0" }}>
          {drawInline(block.children, face)}
        </Text>
      );
  }
}

const drawItem = (item: readonly FilledInline[], face: MailFace): ReactNode => (
  <li className="ink" style={{ ...TEXT, margin: "4px 0" }}>
    {drawInline(item, face)}
  </li>
);

function drawInline(children: readonly FilledInline[], face: MailFace): ReactNode {
  return inOrder(children.map((node) => drawNode(node, face)));
}

function drawNode(node: FilledInline, face: MailFace): ReactNode {
  switch (node.kind) {
    case "text":
      return node.text;
    case "break":
      return <br />;
    case "strong":
      return <strong>{drawInline(node.children, face)}</strong>;
    case "em":
      return <em>{drawInline(node.children, face)}</em>;
    default:
      return (
        <Link href={node.href} className="link" style={{ color: face.text }}>
          {drawInline(node.children, face)}
        </Link>
      );
  }
}

const HEADING = { fontSize: "21px", lineHeight: "28px", color: "#18181b", margin: "0 0 16px" };
const TEXT = { fontSize: "15px", lineHeight: "24px", color: "#27272a" };
const ADDRESS = { fontSize: "12px", color: "#52525b", wordBreak: "break-all" } as const;
const CODE = {
  backgroundColor: "#f4f4f5",
  borderRadius: "8px",
  color: "#18181b",
  fontFamily: 'ui-monospace, Menlo, Consolas, "Courier New", monospace',
  fontSize: "30px",
  fontWeight: 700,
  letterSpacing: "6px",
  lineHeight: "36px",
  margin: "20px 0",
  padding: "16px",
  textAlign: "center",
} as const;

const buttonStyle = ({ fill, onFill, radiusPx }: MailFace) => ({
  backgroundColor: fill,
  borderRadius: `${radiusPx}px`,
  color: onFill,
  fontSize: "15px",
  fontWeight: 600,
  margin: "8px 0 0",
  padding: "13px 22px",
});
