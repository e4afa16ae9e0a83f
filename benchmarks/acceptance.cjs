// Which cases each OData parser of npm accepts: cases as JSON on standard input, {package: {version, accepted: [bool…]}} out.
// Set up: npm install odata-v4-parser @odata/parser @balena/odata-parser @jsreport/odata-parser odata-parser
// Packages that are not installed are left out. NODE_PATH tells node where they are.
const parsers = {
  "odata-v4-parser": (module) => (text) => module.filter(text),
  "@odata/parser": (module) => (text) => module.defaultParser.filter(text),
  "@balena/odata-parser": (module) => (text) => module.parse("/x?$filter=" + text),
  "@jsreport/odata-parser": (module) => (text) => module.parse("$filter=" + text),
  "odata-parser": (module) => (text) => module.parse("$filter=" + text),
};

const texts = JSON.parse(require("fs").readFileSync(0, "utf8"));
const found = {};
for (const [name, use] of Object.entries(parsers)) {
  let parse;
  try {
    parse = use(require(name));
  } catch {
    continue;
  }
  const accepted = texts.map((text) => {
    try {
      const tree = parse(text);
      return Boolean(tree) && !tree.error;
    } catch {
      return false;
    }
  });
  found[name] = { version: require(name + "/package.json").version, accepted };
}
console.log(JSON.stringify(found));
