const OLD = {
  plugins: "advlist anchor charmap code fullscreen hr image insertdatetime link lists media print searchreplace table visualblocks wordcount help paste",
  toolbar: "undo redo | bold italic underline | alignleft aligncenter alignright | bullist numlist outdent indent | link image media | print code fullscreen | help",
};
const NEW = {
  plugins: "advlist anchor charmap code fullscreen image insertdatetime link lists searchreplace table visualblocks wordcount help accordion",
  toolbar: "undo redo | blocks | bold italic | link image accordion | bullist numlist outdent indent | alignleft aligncenter | code fullscreen help",
  license_key: "gpl",
};

tinymce.init({ selector: "#note", height: 480, promotion: false, branding: false, toolbar_mode: "wrap", menubar: IS_NEW ? "edit insert format tools table help" : "file edit view insert format tools table help", ...(IS_NEW ? NEW : OLD) });
