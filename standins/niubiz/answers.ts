/** Its refusals are HTTP 400, with the facts of the sale where there was one. */
export const no = (status: number, data: object = {}, errorCode = status): Response =>
  Response.json({ errorCode, errorMessage: "stand-in", header: {}, data }, { status });

/** In place of the vendor's script: two buttons that post a token to the shop's address, as its checkout would. */
export const CHECKOUT_JS = `window.VisanetCheckout = {
  configure: (config) => { VisanetCheckout.config = config; },
  open: () => {
    for (const words of ["Pay", "Decline"]) {
      const one = document.createElement("button");
      one.textContent = words;
      one.onclick = async () => {
        const url = new URL("/standin/tokens", VisanetCheckout.home);
        if (words === "Decline") url.searchParams.set("declined", "116");
        const { transactionToken } = await (await fetch(url, { method: "POST" })).json();
        pay({ transactionToken, channel: VisanetCheckout.config.channel });
      };
      document.querySelector("#form").append(one);
    }
  },
};
VisanetCheckout.home = document.currentScript.src;`;
