import type { VendorTemplate } from "@/server/integrations/whatsapp/schema";

/** A template as the vendor lists it, with so many values in its body and, where it has one, the button's address. */
export const vendorTemplate = (
  name: string,
  language: string,
  text: string,
  over: Partial<VendorTemplate> & { button?: string } = {},
): VendorTemplate => {
  const { button, ...more } = over;
  const components: VendorTemplate["components"] = [
    { type: "BODY", text },
    ...(button ? [{ type: "BUTTONS", buttons: [{ type: "URL", text: "Ver", url: button }] }] : []),
  ];
  return { name, language, status: "APPROVED", category: "UTILITY", components, ...more };
};
