import { expect, test } from "vitest";
import { mayBeCalled } from "./may-be-called.js";

const both = (url: string) => [false, true].map((development) => mayBeCalled(url, { development }));

test.each(["https://shop.example/hooks", "https://93.184.216.34/", "https://[2606:2800:220:1::1]:8443/"])(
  "%s may be called",
  (url) => {
    expect(both(url)).toEqual([true, true]);
  },
);

test.each([
  "http://shop.example/",
  "ftp://shop.example/",
  "https://user@shop.example/",
  "https://:pass@shop.example/",
  "https://10.0.0.1/",
  "https://0x0a000001/",
  "https://169.254.169.254/latest",
  "https://[fd00::1]/",
  "https://[::ffff:192.168.0.1]/",
  "http://10.0.0.1/",
  "no address",
])("%s may not", (url) => {
  expect(both(url)).toEqual([false, false]);
});

test.each([
  "http://127.0.0.1:8080/",
  "https://localhost/",
  "http://api.localhost/",
  "http://[::1]/",
  "https://2130706433/",
])("%s may be called by a developer alone", (url) => {
  expect(both(url)).toEqual([false, true]);
});
