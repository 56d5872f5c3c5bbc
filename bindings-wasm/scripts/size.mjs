// What a page loads: the module and the JavaScript, as they are and compressed.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** Bytes that the compressed files may take together; lowered whenever they become fewer. */
const LIMIT = 718_000;
const FILES = ["cityvitals_bg.wasm", "cityvitals.js", "errors.js", "index.js"];

/** Sizes of the files that a page loads, in bytes. */
export function sizes(pkg) {
  return FILES.map((file) => {
    const content = readFileSync(join(pkg, file));
    return { file, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length, brotli: brotliCompressSync(content).length };
  });
}

/** Prints the sizes and gives their sums; throws where the compressed files take more than they may. */
export function report(pkg) {
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
  let total = { bytes: 0, gzip: 0, brotli: 0 };
  for (const { file, bytes, gzip, brotli } of sizes(pkg)) {
    console.log(`${file.padEnd(20)} ${kilobytes(bytes)}   gzip ${kilobytes(gzip)}   brotli ${kilobytes(brotli)}`);
    total = { bytes: total.bytes + bytes, gzip: total.gzip + gzip, brotli: total.brotli + brotli };
  }
  console.log(`${"together".padEnd(20)} ${kilobytes(total.bytes)}   gzip ${kilobytes(total.gzip)}   brotli ${kilobytes(total.brotli)}`);
  if (total.gzip > LIMIT) throw new Error(`together the files take ${total.gzip} bytes compressed, more than ${LIMIT}`);
  return total;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) report(join(dirname(process.argv[1]), "../pkg"));
