// Reads an RDF file with N3.js, or with jsonld.js if it is JSON-LD, and prints what was read as N-Quads.
// node reread.js FILE MEDIA-TYPE
const fs = require("fs");

const [file, type] = process.argv.slice(2);
const text = fs.readFileSync(file, "utf8");

if (type === "application/ld+json") {
  const refuse = (address) => { throw new Error(`asked for ${address}`); };
  const options = { format: "application/n-quads", documentLoader: refuse };
  require("jsonld").toRDF(JSON.parse(text), options).then((quads) => process.stdout.write(quads));
} else {
  const { Parser, Writer } = require("n3");
  const writer = new Writer({ format: "N-Quads" });
  writer.addQuads(new Parser({ format: type }).parse(text));
  writer.end((error, quads) => process.stdout.write(quads));
}
