import fc from "fast-check";
import { expect, it } from "vitest";
import { codeTokens, piecesOfTokens } from "../../webview/codeTokens";

const written = (line: string) =>
  codeTokens(line)
    .map(({ kind, text }) => (kind === null ? text : `${kind}<${text}>`))
    .join("");

it("tells names, calls, words of the language, numbers, strings and comments apart", () => {
  expect(written("w_grad = np.dot(x.T, err) / m")).toBe(
    "name<w_grad> = name<np>.call<dot>(name<x>.name<T>, name<err>) / name<m>",
  );
  expect(written("return 1 / (1. + np.exp(-z))  # sigmoid")).toBe(
    "keyword<return> number<1> / (number<1.> + name<np>.call<exp>(-name<z>))  comment<# sigmoid>",
  );
  expect(written("for i in range(0x1F, 1_000, .5e-3):")).toBe(
    "keyword<for> name<i> keyword<in> call<range>(number<0x1F>, number<1_000>, number<.5e-3>):",
  );
  expect(written(`a = f'x "{y}' + r"\\d#" # no`)).toBe(
    `name<a> = string<f'x "{y}'> + string<r"\\d#"> comment<# no>`,
  );
});

it("knows names in any script, and names that begin like a word of the language", () => {
  expect(written("오차 = 정답 - 예측(x)")).toBe("name<오차> = name<정답> - call<예측>(name<x>)");
  expect(written("format1 = inner + x1e5")).toBe("name<format1> = name<inner> + name<x1e5>");
});

it("goes on to the end of the line with a string that has none", () => {
  expect(written("s = 'open (1")).toBe("name<s> = string<'open (1>");
  expect(written('s = """open (1')).toBe('name<s> = string<"""open (1>');
});

it("loses and adds nothing, whatever the line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (line) => {
      expect(
        codeTokens(line)
          .map(({ text }) => text)
          .join(""),
      ).toBe(line);
    }),
  );
});

it("colours a line that is cut into pieces as it does the whole", () => {
  const texts = ["w = np.do", "", "t", "(x.T", ")"];
  const pieces = piecesOfTokens(texts);
  expect(pieces.map((tokens) => tokens.map(({ text }) => text).join(""))).toEqual(texts);
  expect(pieces[2]).toEqual([{ kind: "call", text: "t" }]);
});
