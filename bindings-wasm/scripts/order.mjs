// The order of functions in a module: what is alike stands near. gzip looks back 32 kB, so that a module of 1.5 MB becomes 3 to 4 % smaller.
const LENGTH = 6; // bytes of a piece
const COMMON = 400; // a piece that more functions have tells nothing
const WINDOW = 16_000; // bytes that are compared with
const WEIGHT = 0.55; // between the most shared pieces (0) and the largest share of them (1)

/** The module with names by which binaryen's `reorder-functions-by-name` puts its functions in order. */
export function named(wasm) {
  const order = arranged(bodies(wasm));
  const imported = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).filter(({ kind }) => kind === "function").length;
  const names = order
    .map((place, rank) => [place, rank])
    .sort(([left], [right]) => left - right)
    .map(([place, rank]) => Buffer.concat([number(imported + place), text(String(rank).padStart(6, "0"))]));
  const map = Buffer.concat([number(names.length), ...names]);
  const section = Buffer.concat([text("name"), Buffer.of(1), number(map.length), map]);
  return Buffer.concat([wasm, Buffer.of(0), number(section.length), section]);
}

/** Each function is followed by the one that shares most pieces with the functions before it. */
function arranged(functions) {
  const pieces = piecesOf(functions);
  const holders = new Map();
  pieces.forEach((list, place) => list.forEach((piece) => holders.get(piece)?.push(place) ?? holders.set(piece, [place])));
  const telling = pieces.map((list) => [...list].filter((piece) => holders.get(piece).length > 1 && holders.get(piece).length <= COMMON));
  const weights = pieces.map((list) => (list.size + 20) ** WEIGHT);
  const shared = new Float64Array(functions.length); // pieces that a function shares with the window
  const counts = new Map(); // how many functions of the window have a piece
  const count = (place, step) => {
    for (const piece of telling[place]) {
      const before = counts.get(piece) ?? 0;
      counts.set(piece, before + step);
      if (before === 0 || before + step === 0) for (const holder of holders.get(piece)) shared[holder] += step;
    }
  };
  const rest = new Set(functions.keys());
  const order = [];
  let [first, size] = [0, 0];
  while (rest.size > 0) {
    let [next, most] = [undefined, -1];
    for (const place of rest) {
      const score = shared[place] / weights[place];
      if (score > most) [next, most] = [place, score];
    }
    rest.delete(next);
    order.push(next);
    count(next, 1);
    size += functions[next].length;
    for (; size > WINDOW && first < order.length - 1; first += 1) {
      count(order[first], -1);
      size -= functions[order[first]].length;
    }
  }
  return order;
}

/** The pieces of each function, as hashes. */
function piecesOf(functions) {
  return functions.map((body) => {
    const pieces = new Set();
    for (let start = 0; start + LENGTH <= body.length; start += 1) {
      pieces.add(body.subarray(start, start + LENGTH).reduce((hash, byte) => (Math.imul(hash, 0x01000193) ^ byte) >>> 0, 0));
    }
    return pieces;
  });
}

/** The bodies of the functions of a module. */
function bodies(wasm) {
  let place = 8;
  const read = () => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = wasm[place++];
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
  };
  const CODE = 10;
  while (place < wasm.length) {
    const section = wasm[place++];
    const length = read();
    if (section !== CODE) place += length;
    else {
      return Array.from({ length: read() }, () => {
        const size = read();
        place += size;
        return wasm.subarray(place - size, place);
      });
    }
  }
  throw new Error("the module has no functions");
}

function text(value) {
  return Buffer.concat([number(Buffer.byteLength(value)), Buffer.from(value)]);
}

function number(value) {
  return value < 0x80 ? Buffer.of(value) : Buffer.concat([Buffer.of((value & 0x7f) | 0x80), number(value >>> 7)]);
}
