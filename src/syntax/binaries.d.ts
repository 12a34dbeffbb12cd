/** The bundler embeds these files as bytes. */
declare module "*.wasm" {
  const bytes: Uint8Array;
  export default bytes;
}
