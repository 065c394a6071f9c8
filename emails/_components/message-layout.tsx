import { Body, Container, Head, Hr, Html, Img, Preview, Text } from "@react-email/components";
import type { ReactNode } from "react";

/** A brand as mail wears it: fixed colours that can be read on white. */
export type MailFace = {
  name: string;
  fill: string;
  onFill: string;
  text: string;
  radiusPx: number;
  fontFamily: string;
  /** On the tenant's own origin. */
  logoUrl: string | null;
};

type LayoutProps = {
  locale: string;
  preview: string;
  face: MailFace;
  footer: readonly string[];
  children: ReactNode;
};

/** Mailboxes that honour it turn dark by our own colours; the others invert a page that survives it. */
const DARK = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.page{background-color:#111215!important}.sheet{background-color:#191b1f!important}.ink,.ink *{color:#ececef!important}.quiet{color:#a3a6ad!important}.code{background-color:#24272d!important;color:#ffffff!important}.link{color:#9db7ff!important}.logo{background-color:#ffffff!important;padding:6px!important;border-radius:6px!important}}
@media (max-width:480px){.sheet{padding:24px 20px!important}}`;

/** The frame of every templated mail: the tenant's stripe, name or logo, one column, who stands behind it. */
export function MessageLayout({ locale, preview, face, footer, children }: LayoutProps) {
  const font = face.fontFamily;
  return (
    <Html lang={locale}>
      <Head>
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="viewport" content="width=device-width" />
        <style>{DARK}</style>
      </Head>
      <Preview>{preview}</Preview>
      <Body
        className="page"
        style={{ backgroundColor: "#f4f4f5", fontFamily: font, margin: 0, padding: "24px 8px" }}
      >
        <Container className="sheet" style={{ ...SHEET, borderTop: `4px solid ${face.fill}` }}>
          {face.logoUrl ? (
            <Img className="logo" src={face.logoUrl} alt={face.name} height="40" style={LOGO} />
          ) : (
            <Text className="ink" style={NAME}>
              {face.name}
            </Text>
          )}
          {children}
          <Hr style={{ borderColor: "#d4d4d8", margin: "32px 0 16px" }} />
          {footer.map((line) => (
            <Text key={line} className="quiet" style={FOOTER}>
              {line}
            </Text>
          ))}
        </Container>
      </Body>
    </Html>
  );
}

const SHEET = {
  backgroundColor: "#ffffff",
  borderRadius: "8px",
  maxWidth: "560px",
  padding: "32px",
};
const LOGO = { height: "40px", width: "auto", maxWidth: "220px", margin: "0 0 24px" };
const NAME = { fontSize: "16px", fontWeight: 700, color: "#18181b", margin: "0 0 24px" };
const FOOTER = { fontSize: "12px", lineHeight: "18px", color: "#52525b", margin: 0 };
