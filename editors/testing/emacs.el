;;; emacs.el --- postil through eglot, in batch mode -*- lexical-binding: t -*-
;; Called by emacs.sh: emacs --batch -Q -l emacs.el SCRATCH, with $POSTIL; SCRATCH has expected.json and the workspaces.

(require 'eglot)
(require 'flymake)
(require 'json)

(defvar scratch (file-truename (pop command-line-args-left)))
(defvar failed 0)
(setq eglot-sync-connect 60
      eglot-autoshutdown nil
      eglot-send-changes-idle-time 0
      create-lockfiles nil
      make-backup-files nil
      warning-minimum-level :error)

;; markdown-mode is a package; all that eglot wants of it is its name
(define-derived-mode markdown-mode text-mode "Markdown")
(add-to-list 'auto-mode-alist '("\\.md\\'" . markdown-mode))
;; as in editors/emacs/README.md
(add-to-list 'eglot-server-programs `((markdown-mode text-mode) . (,(getenv "POSTIL") "lsp")))

(defun until (what get &optional patience)
  "Wait until GET gives a value, and return it."
  (let ((end (+ (float-time) (or patience 30))) value)
    (while (and (not (setq value (funcall get))) (< (float-time) end))
      (accept-process-output nil 0.05))
    (or value (error "never happened: %s" what))))

(defmacro test (name &rest body)
  (declare (indent 1))
  `(condition-case problem
       (progn ,@body (message "ok      %s" ,name))
     (error (setq failed (1+ failed)) (message "FAILED  %s\n%S" ,name problem))))

(defun equals (what got wanted)
  (unless (equal got wanted)
    (error "%s\n  wanted %S\n  got    %S" what wanted got)))

(defun contains (what text part)
  (unless (and text (string-search part text)) (error "%s: no “%s” in\n%s" what part text)))

(defun expected (file)
  "What `postil check' finds in FILE, in order."
  (let ((all (with-temp-buffer
               (insert-file-contents (expand-file-name "expected.json" scratch))
               (json-parse-buffer :object-type 'alist :array-type 'list))))
    (mapcar (lambda (d) (list (alist-get 'line d) (alist-get 'column d) (alist-get 'text d)))
            (seq-filter (lambda (d) (equal (alist-get 'file d) file)) all))))

(defun findings ()
  "The findings of this buffer: line, column in characters, text."
  (sort (mapcar (lambda (d)
                  (let ((beg (flymake-diagnostic-beg d)))
                    (save-excursion
                      (goto-char beg)
                      (list (line-number-at-pos) (1+ (- beg (line-beginning-position)))
                            (buffer-substring-no-properties beg (flymake-diagnostic-end d))))))
                (flymake-diagnostics))
        (lambda (a b) (or (< (car a) (car b)) (and (= (car a) (car b)) (< (cadr a) (cadr b)))))))

(defun look (file)
  "Open FILE, with its server."
  (find-file (expand-file-name file scratch))
  (unless (eglot-managed-p)
    (let ((inhibit-message t)) (call-interactively #'eglot))
    (until "a server" #'eglot-managed-p))
  (flymake-mode 1))

(defun stand-on (text)
  (goto-char (point-min))
  (search-forward text)
  (goto-char (1+ (match-beginning 0))))

(defun hover ()
  (let ((answer (jsonrpc-request (eglot-current-server) :textDocument/hover (eglot--TextDocumentPositionParams))))
    (plist-get (plist-get answer :contents) :value)))

(defun take-fix (part)
  "Take the quick fix whose title has PART."
  (let* ((answer (jsonrpc-request (eglot-current-server) :textDocument/codeAction
                                  (list :textDocument (eglot--TextDocumentIdentifier)
                                        :range (eglot-region-range (point) (point))
                                        :context (list :diagnostics [] :triggerKind 1))))
         (action (seq-find (lambda (a) (string-search part (plist-get a :title))) answer)))
    (unless action (error "no such fix among %S" (mapcar (lambda (a) (plist-get a :title)) answer)))
    (let ((eglot-confirm-server-edits nil))
      (eglot--apply-workspace-edit (plist-get action :edit) 'test))))

(defun eglot-region-range (beg end)
  (list :start (eglot--pos-to-lsp-position beg) :end (eglot--pos-to-lsp-position end)))

(dolist (case '(("fixture/notes/lake.md" "14 million" "41 million" "reservoir.txt")
                ("seeds/drafts/economic-security.md" "December 2015" "December 2013" "economic-security.txt")))
  (pcase-let ((`(,file ,slip ,right ,source) case))
    (let ((wanted (expected file)))
      (test (concat file " has the findings of postil check")
        (look file)
        (unless wanted (error "nothing is expected"))
        (ignore-errors (until "all findings" (lambda () (flymake-start) (>= (length (findings)) (length wanted)))))
        (equals "findings" (findings) wanted))
      (test "hover has the source's words"
        (stand-on slip)
        (contains "hover" (hover) right))
      (test "definition leads to the source"
        (stand-on slip)
        (let ((note (current-buffer)))
          (call-interactively #'xref-find-definitions)
          (equals "file" (file-name-nondirectory buffer-file-name) source)
          (contains "line" (buffer-substring-no-properties (line-beginning-position) (line-end-position)) right)
          (contains "words" right (word-at-point t))
          (switch-to-buffer note)))
      (test "a fix takes the finding away"
        (stand-on slip)
        (take-fix right)
        (eglot--signal-textDocument/didChange)
        (goto-char (point-min))
        (search-forward right)
        (until "one finding less" (lambda () (flymake-start) (= (length (findings)) (1- (length wanted))))))
      (set-buffer-modified-p nil))))

(message "        positions are counted in %s" (eglot-server-capable :positionEncoding))
(test "the server ends"
  (let ((process (jsonrpc--process (eglot-current-server))))
    (eglot-shutdown (eglot-current-server))
    (until "its end" (lambda () (not (process-live-p process))))
    (equals "exit code" (process-exit-status process) 0)))
(message "Emacs %s, %d failed" emacs-version failed)
(kill-emacs (if (= failed 0) 0 1))
