// Tells whether a request was signed by Zenflow, and gives what it carries.

import { createHash } from "node:crypto";
import { Webhook } from "standardwebhooks";

const FORM = "multipart/form-data";

/**
 * Return {document, files}: what arrived, and the bytes of each file by its id.
 * Throws for whatever was not signed with the secret, is older than five minutes, or was changed.
 */
export async function read(secret, headers, body) {
  const webhook = new Webhook(secret);
  const type = headers["content-type"] ?? "";
  if (!type.startsWith(FORM)) {
    const document = webhook.verify(body, headers);
    const listed = document.data.files ?? [];
    const files = new Map(listed.map((file) => [file.id, Buffer.from(file.content, "base64")]));
    listed.forEach((file) => delete file.content);
    return { document, files: checked(listed, files) };
  }
  // The library judges the document; the document tells the SHA-256 of every file.
  const parts = await new Response(body, { headers: { "content-type": type } }).formData();
  const signature = headers["zenflow-payload-signature"];
  const document = webhook.verify(text(parts.get("payload")), { ...headers, "webhook-signature": signature });
  const listed = document.data.files ?? [];
  const files = new Map();
  for (const file of listed) files.set(file.id, Buffer.from(await parts.get(file.part).arrayBuffer()));
  return { document, files: checked(listed, files) };
}

function text(part) {
  if (typeof part !== "string") throw new Error("There is no payload.");
  return part;
}

function checked(listed, files) {
  for (const file of listed) {
    const digest = createHash("sha256").update(files.get(file.id)).digest("hex");
    if (digest !== file.sha256) throw new Error("A file is not the one that was signed.");
  }
  return files;
}
