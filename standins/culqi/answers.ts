export const errorOf = (status: number, type: string, more: object = {}): Response =>
  Response.json(
    { object: "error", type, merchant_message: "stand-in", user_message: "stand-in", ...more },
    { status },
  );

/** In place of the vendor's script: two buttons that give a token, as its checkout would. */
export const CHECKOUT_JS = `class CulqiCheckout {
  constructor(publicKey, config) { this.publicKey = publicKey; this.config = config; }
  open() {
    const { amount, currency } = this.config.settings;
    const box = document.createElement("div");
    const button = (words, declined) => {
      const one = document.createElement("button");
      one.textContent = words;
      one.onclick = async () => {
        const url = new URL("/standin/tokens", CulqiCheckout.home);
        if (declined) url.searchParams.set("declined", "insufficient_funds");
        this.token = await (await fetch(url, { method: "POST" })).json();
        this.culqi();
      };
      box.append(one);
    };
    box.append(amount / 100 + " " + currency + " ");
    button("Pay", false);
    button("Decline", true);
    document.body.append(box);
  }
  close() {}
}
CulqiCheckout.home = document.currentScript.src;
window.CulqiCheckout = CulqiCheckout;`;
