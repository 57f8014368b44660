// The camera as a scanner, where the browser can detect codes. A keyboard wedge needs none of this: it types and sends.
const form = document.querySelector("[data-scan]");
const start = form?.querySelector("[data-camera]");

async function canDetect() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return null;
  const wanted = ["qr_code", "code_128", "data_matrix", "ean_13"];
  const known = await BarcodeDetector.getSupportedFormats();
  const formats = wanted.filter((format) => known.includes(format));
  return formats.length ? new BarcodeDetector({ formats }) : null;
}

async function look(detector) {
  const picture = form.querySelector("[data-picture]");
  const said = form.querySelector("[data-said]");
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    said.textContent = said.dataset.noCamera;
    return;
  }
  picture.srcObject = stream;
  picture.hidden = false;
  said.textContent = said.dataset.looking;
  await picture.play();
  const stop = () => stream.getTracks().forEach((track) => track.stop());
  window.addEventListener("pagehide", stop, { once: true });
  const again = async () => {
    const found = await detector.detect(picture).catch(() => []);
    if (found.length) {
      stop();
      form.elements.code.value = found[0].rawValue;
      form.requestSubmit();
    } else {
      window.setTimeout(again, 200);
    }
  };
  again();
}

if (start) {
  canDetect().then((detector) => {
    if (!detector) return;
    start.hidden = false;
    start.addEventListener("click", () => look(detector));
  });
}
