export type Lang = "es" | "en";

const STYLE = `:root{color-scheme:light dark;--bg:#efeae2;--card:#fff;--text:#18181b;--muted:#52525b;--line:#d4d4d8;--head:#075e54;--bubble:#fff;--link:#075e54}
@media(prefers-color-scheme:dark){:root{--bg:#0b141a;--card:#111b21;--text:#e9edef;--muted:#aebac1;--line:#2a3942;--head:#1f2c33;--bubble:#202c33;--link:#53bdeb}}
*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;margin:0;background:var(--bg);color:var(--text)}
main{max-width:28rem;margin:1.5rem auto;background:var(--card);border-radius:16px;overflow:hidden;border:1px solid var(--line);min-height:36rem;display:flex;flex-direction:column}section{flex:1}
@media(max-width:30rem){main{margin:0;border:0;border-radius:0;min-height:100vh}}
header{background:var(--head);color:#fff;padding:1rem}header h1{font-size:1.25rem;margin:0}header p{margin:0;font-size:.875rem}header a{color:#fff;display:inline-block;padding:.25rem 0}
.text{margin:0;padding:.75rem 1rem;color:var(--muted);font-size:.875rem}.empty{padding:2rem 1rem;text-align:center;color:var(--muted)}
form{display:flex;gap:.5rem;padding:0 1rem .75rem}input{flex:1;min-width:0;font:inherit;padding:.6rem .75rem;border:1px solid var(--muted);border-radius:8px;background:var(--card);color:inherit}
input::placeholder{color:var(--muted);opacity:1}button{font:inherit;font-weight:600;padding:.6rem 1rem;border:0;border-radius:8px;background:#075e54;color:#fff}
ul,ol{list-style:none;margin:0;padding:0}ul li{border-top:1px solid var(--line)}ul a{display:block;padding:.75rem 1rem;color:inherit;text-decoration:none}ul a:hover{background:var(--bg)}
ul span{display:flex;justify-content:space-between;gap:.5rem;font-weight:600}ul b{font-size:.8125rem;color:var(--link)}ul small{display:block;color:var(--muted);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.chat{background:var(--bg);padding:1rem}.bubble{background:var(--bubble);border-radius:0 10px 10px;padding:.6rem .75rem;margin:0 1.5rem .75rem 0;box-shadow:0 1px 1px #0003;overflow-wrap:anywhere}
.bubble h2{font-size:1rem;margin:0}.bubble p{margin:0;white-space:pre-line}.bubble small{color:var(--muted)}time{display:block;text-align:right;font-size:.75rem;color:var(--muted)}
.action{display:block;text-align:center;margin:.5rem -.75rem -.6rem;padding:.65rem;border-top:1px solid var(--line);color:var(--link);font-weight:600;text-decoration:none}`;

/** What arrives is shown without a touch, as a phone shows it. */
const FOLLOW = `setInterval(async()=>{if(document.hidden)return;const answer=await fetch(location.href).catch(()=>undefined);if(!answer?.ok)return;
const next=new DOMParser().parseFromString(await answer.text(),"text/html").querySelector("[data-live]"),here=document.querySelector("[data-live]");
if(next&&here&&next.innerHTML!==here.innerHTML)here.innerHTML=next.innerHTML},2000)`;

/** A page of the practice phone. */
export const html = ({ lang, title }: { lang: Lang; title: string }, body: string): Response =>
  new Response(
    `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><style>${STYLE}</style><main>${body}</main><script>${FOLLOW}</script></html>`,
    { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } },
  );

/** Text as text, wherever it stands. */
export const plain = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
