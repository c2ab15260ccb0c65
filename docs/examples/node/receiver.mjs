// Receives enquiries from Zenflow. Set WEBHOOK_SECRET, and maybe PORT and FOLDER, then: npm start

import { createServer } from "node:http";
import { read } from "./verify.mjs";
import { store } from "./store.mjs";

const SECRET = process.env.WEBHOOK_SECRET;
const FOLDER = process.env.FOLDER ?? "enquiries";
const PORT = Number(process.env.PORT ?? 3000);
const LARGEST = 80 * 1024 * 1024; // with files

if (!SECRET) throw new Error("Set WEBHOOK_SECRET to the signing secret of the destination.");

const server = createServer(async (request, response) => {
  const answer = (status) => response.writeHead(status, { "Content-Length": 0 }).end();
  if (request.method !== "POST") return answer(405);
  const body = await whole(request);
  if (body === null) return answer(413);
  let received;
  try {
    received = await read(SECRET, request.headers, body);
  } catch {
    return answer(401); // it wasn't Zenflow, or somebody changed it
  }
  try {
    const { document, files } = received;
    // What we don't know, such as a test, we answer with 200 and leave.
    if (document.type === "enquiry.received") {
      await store(FOLDER, request.headers["webhook-id"], document, files);
    }
  } catch (error) {
    console.error(error.code ?? error.name); // never what an enquiry says
    return answer(500); // Zenflow tries again
  }
  // Stored: everything else, such as mails or a CRM, comes later and elsewhere.
  return answer(200);
});

/** Return the bytes as they came, which is what was signed; null for too many. */
async function whole(request) {
  const pieces = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > LARGEST) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

server.listen(PORT, "127.0.0.1", () => console.log(`Listening on ${server.address().port}`));
