// Lists eighteen faults of a server, with the messages that the reader may see for each.

import { gzipSync } from 'node:zlib';

export const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
  '.md': 'text/markdown; charset=utf-8',
};
/** What a guest network sends for every address. */
export const PORTAL = '<!doctype html><title>Sign in</title><h1>Sign in to the guest network</h1>';

const sent = (type) => (response, bytes, headers) => {
  const { 'content-type': _, ...others } = headers;
  response.writeHead(200, { ...others, ...(type && { 'content-type': type }) }).end(bytes);
};

/** Each gets the response, the bytes that should go out, and their headers. The first eight hit an offline copy hardest. */
export const FAULTS = {
  'not found': (response) => response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>'),
  'server error': (response) => response.writeHead(500).end('error'),
  'sign-in page': (response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PORTAL),
  'cut body': (response, bytes, headers) => {
    response.writeHead(200, { ...headers, 'content-length': bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  },
  'one bit flipped': (response, bytes, headers) => {
    const flipped = Buffer.from(bytes);
    // In a letter, so that a text stays a text.
    flipped[Math.floor(flipped.length / 2)] ^= 1;
    response.writeHead(200, headers).end(flipped);
  },
  'empty body': (response, _bytes, headers) => response.writeHead(200, headers).end(),
  'connection reset': (response) => response.destroy(),
  redirect: (response) => response.writeHead(302, { location: '/portal' }).end(),
  'not found, with the right bytes': (response, bytes, headers) => response.writeHead(404, headers).end(bytes),
  'sign-in page under the right type': (response, _bytes, headers) => response.writeHead(200, headers).end(PORTAL),
  'octet-stream': sent('application/octet-stream'),
  'no type': sent(''),
  'type with a charset': (response, bytes, headers) =>
    sent(`${headers['content-type'].split(';')[0]};charset=utf-8`)(response, bytes, headers),
  'cut body of no stated length': (response, bytes, headers) => {
    response.writeHead(200, headers);
    response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  },
  'cut cleanly': (response, bytes, headers) =>
    response.writeHead(200, headers).end(bytes.subarray(0, bytes.length / 2)),
  'no content': (response) => response.writeHead(204).end(),
  'false gzip': (response, bytes, headers) => {
    const packed = gzipSync(bytes);
    response.writeHead(200, { ...headers, 'content-encoding': 'gzip' }).end(packed.subarray(0, packed.length / 2));
  },
  stall: () => {},
};
/** How many of them an offline copy is tried with at every request. */
export const HARDEST = 8;
