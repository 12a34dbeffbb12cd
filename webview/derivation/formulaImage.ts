import { pictureElement } from "../svg";

/** Pixels of an em in the picture: sharp on a slide. */
const em = 48;
const margin = 24;

/** Puts a typeset formula on the clipboard as a picture, black on white. False where the browser does not let us. */
export async function copyFormulaImage(svg: string): Promise<boolean> {
  try {
    const image = await picture(svg);
    await navigator.clipboard.write([new ClipboardItem({ "image/png": png(image) })]);
    return true;
  } catch {
    return false;
  }
}

async function picture(svg: string): Promise<HTMLImageElement> {
  const element = pictureElement(svg);
  if (element === null) throw new Error("no picture");
  const { width, height } = element.viewBox.baseVal;
  element.setAttribute("width", String((width / 1000) * em));
  element.setAttribute("height", String((height / 1000) * em));
  element.setAttribute("color", "#000");
  const text = new XMLSerializer().serializeToString(element);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  return image;
}

function png(image: HTMLImageElement): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(image.width + 2 * margin);
  canvas.height = Math.ceil(image.height + 2 * margin);
  const context = canvas.getContext("2d");
  if (context === null) return Promise.reject(new Error("no canvas"));
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, margin, margin);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png"),
  );
}
