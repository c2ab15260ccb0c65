// Keeps each enquiry in a folder of its own, named by its webhook-id: one that is there is a repeat.

import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Store an enquiry and its files, all or nothing; tell whether it was new. */
export async function store(folder, id, document, files) {
  const place = join(folder, named(id));
  if (await exists(place)) return false;
  const draft = join(folder, `.${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    await write(join(draft, "enquiry.json"), JSON.stringify(document, null, 2));
    // By its id: the name that somebody gave a file is for people to read, not for a disk.
    for (const [file, content] of files) await write(join(draft, named(file)), content);
    await rename(draft, place);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (await exists(place)) return false; // the same one came twice at once
    throw error;
  }
  return true;
}

/** On the disk before we answer: Zenflow deletes its copy then. */
async function write(path, content) {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

const exists = (path) => stat(path).then(() => true, () => false);

function named(id) {
  if (!/^[\w-]+$/.test(id)) throw new Error("No name for a folder or a file.");
  return id;
}
