/**
 * Korean particles depend on how the word before them ends when read aloud. A translation writes both forms, "{0}은(는)",
 * and this chooses: after a consonant the first, after a vowel the second. English has none, so it passes unchanged, and
 * so do the forms after what is yet to be replaced by a word: `{0}`, or a mark that ends with a control character.
 */
export function resolveParticles(text: string): string {
  return text.replace(/은\(는\)|이\(가\)|을\(를\)|과\(와\)|으로\(로\)/gu, (both, at: number) => {
    const before = text.slice(0, at);
    if (/\{\d+\}$/.test(before) || before.charCodeAt(at - 1) < 32) return both;
    const [afterConsonant = "", afterVowel = ""] = both.slice(0, -1).split("(");
    // Brackets and quotation marks are not read.
    const ending = endingOf(before.replace(/[)\]}'"’”`]+$/, ""));
    // ㄹ counts as a vowel for (으)로: "w 2로", "서울로".
    const consonant = both.startsWith("으로") ? ending === "consonant" : ending !== "vowel";
    return consonant ? afterConsonant : afterVowel;
  });
}

type Ending = "vowel" | "consonant" | "rieul";

function endingOf(before: string): Ending {
  // A word is read as a word, "에러", "레이어", "러닝", and not by its last letter.
  const word = /[a-z]{3,}$/i.exec(before)?.[0] ?? "";
  if (/[aeo]rr?$/i.test(word)) return "vowel";
  if (/ng$/i.test(word)) return "consonant";
  const character = before.slice(-1);
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xac00 && code <= 0xd7a3) {
    const last = (code - 0xac00) % 28;
    return last === 0 ? "vowel" : last === 8 ? "rieul" : "consonant";
  }
  // Letters and digits by their Korean names: 엘, 엠, 엔, 알; 영, 일, 삼, 육, 칠, 팔.
  if (/[lr178]/i.test(character)) return "rieul";
  return /[mn036]/i.test(character) ? "consonant" : "vowel";
}
