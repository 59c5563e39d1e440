export const BackToSignIn = () => (
  <p class="ways">
    <a href="#sign-in">Back to sign-in</a>
  </p>
);
